from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import Book
from tracker.store import Store


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Store.open(tmp_path / "tracker.db", "create") as store, store.writing():
        yield Book(store)
