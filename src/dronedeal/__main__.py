"""``python -m dronedeal``: the same as the command ``dronedeal``."""

from dronedeal.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
