"""What the diff takes each kind of unit for."""

from __future__ import annotations

from typing import get_args

import pytest

from tracker.diff.kinds import KINDS
from tracker.model import UnitKind


@pytest.mark.parametrize(
    ("trait", "kinds"),
    [
        ("labelled", "paragraph item note footnote definition"),
        ("orderless", "row entity cell definition provision"),
        ("entire", "provision entry entity"),
        ("worded", "entity definition cell row table field note footnote"),
        ("named", "row field definition entity"),
        ("keyed", "row cell entity definition field"),
        ("tabular", "row cell"),
        ("bound", "cell field"),
        ("likeness", "entity provision cell"),
    ],
)
def test_a_trait_is_true_of_these_kinds_and_no_others(trait: str, kinds: str) -> None:
    found = {kind for kind, traits in KINDS.items() if getattr(traits, trait)}
    assert found == set(kinds.split())


def test_every_kind_of_unit_has_its_traits() -> None:
    assert set(KINDS) == set(get_args(UnitKind))
