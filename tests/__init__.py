"""Tests; a regular package, so that another's `tests` on the path cannot shadow its helpers."""
