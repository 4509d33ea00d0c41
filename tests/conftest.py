"""One Hypothesis profile for all tests: the same examples every time, no deadline on a shared machine."""

from hypothesis import settings

settings.register_profile("dronedeal", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("dronedeal")
