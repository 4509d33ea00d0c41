"""Work beside this process, in processes of its own. Not what is worked out: a case knows that itself."""

from __future__ import annotations

from dronedeal.lanes.cluster import Answers, Cluster
from dronedeal.lanes.lanes import LaneBroken, Lanes, Runs, lane_count

__all__ = ["Answers", "Cluster", "LaneBroken", "Lanes", "Runs", "lane_count"]
