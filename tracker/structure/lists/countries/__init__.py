"""Country Groups and the Commerce Country Chart: one unit per country and column."""

from tracker.structure.lists.countries.reader import build, fits

__all__ = ["build", "fits"]
