"""Benchmarks, as ratios measured in one run beside their bars (DESIGN, section 13): ``python -m bench NAME``."""
