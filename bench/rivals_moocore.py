"""moocore's filter on points in a file, in an interpreter of its own: prints JSON, nothing in it where moocore is not installed."""

from __future__ import annotations

import json
import statistics
import sys
import time

import numpy as np


def main() -> None:
    """Read points; print processor seconds, the median, and how many are kept."""
    try:
        import moocore
    except ImportError:
        json.dump({}, sys.stdout)
        return
    points, seconds = np.load(sys.argv[1]), []
    for _ in range(int(sys.argv[2])):
        started = time.process_time()
        kept = moocore.is_nondominated(points, maximise=True)
        seconds.append(time.process_time() - started)
    json.dump({"seconds": statistics.median(seconds), "kept": int(kept.sum())}, sys.stdout)


if __name__ == "__main__":
    main()
