"""The whole lists of changes between recorded texts: each line that comes or goes is reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.golden_lists.notation import without_words
from tests.golden_lists.pairs import PAIRS, Pair
from tracker.compare import compare

HERE = Path(__file__).parent
LIMIT = 400_000
"""More than a person would ever read through; where it gets tight, take a smaller pair."""


@pytest.mark.corpus
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_recorded_pair_tells_its_golden_list(pair: Pair, corpus: Path, golden: Golden) -> None:
    old, new = pair.texts(corpus)
    changes = compare(old, new, "old.xml", "new.xml", pair.title).changes
    golden(HERE / f"corpus/{pair.name}.txt", without_words(changes))


def test_every_list_belongs_to_a_pair() -> None:
    held = sorted(file.stem for file in (HERE / "corpus").iterdir())
    assert held == sorted(pair.name for pair in PAIRS)


def test_all_lists_together_stay_small_enough_to_be_read() -> None:
    lists = [*(HERE / "corpus").glob("*.txt"), *(HERE / "twins").glob("*/changes.txt")]
    assert sum(file.stat().st_size for file in lists) <= LIMIT
