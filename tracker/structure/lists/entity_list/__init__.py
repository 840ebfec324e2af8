"""The Entity List (15 CFR part 744, Supplement No. 4): one unit per entity, below its country."""

from tracker.structure.lists.entity_list.reader import build, fits

__all__ = ["build", "fits"]
