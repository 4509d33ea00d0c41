"""dronedeal."""
