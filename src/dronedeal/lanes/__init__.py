"""Work beside this process, in processes of its own. Not what is worked out: a case knows that itself."""

from __future__ import annotations

from dronedeal.lanes.cluster import Answers, Cluster, NoCluster
from dronedeal.lanes.lanes import LaneBroken, Lanes, Runs, lane_count

__all__ = ["Answers", "Cluster", "LaneBroken", "Lanes", "NoCluster", "Runs", "lane_count"]
