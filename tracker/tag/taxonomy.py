"""The taxonomy as values: topics, tags and rules, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.tag.addresses import Addresses
from tracker.tag.phrases import Phrase

Where = Literal["before", "after", "title", "abstract", "body"]
FIELDS: tuple[Where, ...] = ("before", "after", "title", "abstract", "body")
ENGINE = "2"
"""Counted up when the same taxonomy would give other tags; part of every fingerprint."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to give a tag.

    It fires on `phrases` and `regexes` in the fields of `where`; by itself, whatever the words, on
    changes at or below `addresses`. A hit counts with one of `needs` within `near` characters and
    with none of `blocked_by` and `doubted_by` within `against_near`; one of `saved_by` there
    rescues what is doubted. A distance of 0 is the whole unit, or title, abstract and summary. In
    TOML the three are `never`, `unless` and `despite`. `times` is how often a long body must say
    it (0: as often as all rules).
    """

    id: str
    means: str
    phrases: tuple[Phrase, ...]
    regexes: tuple[re.Pattern[str], ...]
    needs: tuple[Phrase, ...]
    blocked_by: tuple[Phrase, ...]
    doubted_by: tuple[Phrase, ...]
    saved_by: tuple[Phrase, ...]
    near: int
    against_near: int
    addresses: Addresses
    only_at: Addresses
    not_at: Addresses
    where: frozenset[str]
    times: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A headline topic, under which digests group their tags."""

    id: str
    title: str
    means: str


@dataclass(frozen=True, slots=True)
class TagKind:
    """One tag of the taxonomy with its rules, in the order in which their evidence is preferred."""

    id: str
    topic: str
    title: str
    means: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Topics, tags and rules, ready to be matched; `fingerprint` changes whenever tags could."""

    topics: tuple[Topic, ...]
    tags: tuple[TagKind, ...]
    keep: Rule
    fingerprint: str
    index: Mapping[str, tuple[tuple[int, int, Phrase], ...]]
    stems: Mapping[str, tuple[tuple[int, int, Phrase], ...]]
    regexes: tuple[tuple[int, int, re.Pattern[str]], ...]
    addressed: tuple[tuple[int, int, Rule], ...]
    """The rules that fire by the address of a change alone."""

    def names(self) -> frozenset[str]:
        """Return every name that `--tag` takes: tags and topics."""
        return frozenset((*(tag_.id for tag_ in self.tags), *(topic.id for topic in self.topics)))
