"""The study: a deal as one dossier a minister can read and an analyst can take apart. Not a plan: it shows what planning found.

What is heavy (solver, charts, workbook) loads when a study is written, so that other verbs may write JSON without it.
"""

from __future__ import annotations

from dronedeal.report.records import FORMAT, finding_record, plain_record, plan_record
from dronedeal.report.write import Foreign, write_study

__all__ = ["FORMAT", "Foreign", "finding_record", "plain_record", "plan_record", "write_study"]
