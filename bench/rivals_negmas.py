"""NegMAS on one additive domain, in an interpreter of its own (it is under the AGPL, and nothing of ours imports it): reads JSON, prints JSON.

Listing and the frontier are NegMAS' own calls: ``pareto_frontier`` over issues and utility functions, whose domain is built beforehand.
"""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    """Read worths by party, issue and value; print seconds and how many packages are on the frontier."""
    from negmas import make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import pareto_frontier
    from negmas.preferences.value_fun import TableFun

    worths = json.load(sys.stdin)
    issues = [make_issue([str(at) for at in range(len(values))], f"i{place}") for place, values in enumerate(worths[0])]
    space = make_os(issues)
    functions = [
        LinearAdditiveUtilityFunction(
            values={
                f"i{place}": TableFun({str(at): worth for at, worth in enumerate(values)})
                for place, values in enumerate(party)
            },
            weights={f"i{place}": 1.0 for place in range(len(party))},
            outcome_space=space,
            reserved_value=-1.0,
        )
        for party in worths
    ]
    started = time.perf_counter()
    frontier, _ = pareto_frontier(functions, issues=issues)
    json.dump({"seconds": time.perf_counter() - started, "frontier": len(frontier)}, sys.stdout)


if __name__ == "__main__":
    main()
