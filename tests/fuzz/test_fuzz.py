"""Damaged answers to every reader for ten minutes (`make soak`); what is found is kept in `found/`
and read again in every test run.

A file there is named `TARGET.anything`; its bytes once broke that target.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, read, seeds

FOUND = Path(__file__).parent / "found"
SECONDS = 600 / len(TARGETS)
SLOWEST = 10.0
"""Seconds that one small answer may take."""
_PIECE = re.compile(rb"<[^<>]*>|[{}\[\],:]|\"[^\"]*\"|[^<>{}\[\],:\"]+")
_ODD = (
    *(
        b"(a)",
        b"(1)",
        b"(i)",
        b"a.1.",
        b"3A090",
        b"--",
        b"\xe2\x80\x94",
        b":",
        b";",
        b"\xe2\x80\x8b",
        b"\xed\xa0\x80",
        b"\x00",
        b"\xff\xfe",
    ),
    *(
        b"<P>",
        b"</P>",
        b"<TR>",
        b"</TR>",
        b"<TD/>",
        b"<NOTE>",
        b"<HED>",
        b"<!--",
        b"<![CDATA[",
        b"&x;",
        b"&#0;",
        b'rowspan="9"',
    ),
    *(
        b"null",
        b"true",
        b"-1",
        b"1e999",
        b"NaN",
        b"[]",
        b"{}",
        b'""',
        b'"\\ud800"',
        b'"9999-99-99"',
        b"9" * 400,
        b" " * 400,
    ),
)
Edit = tuple[str, int, int, int]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("drop", "repeat", "odd", "swap", "byte")),
        *[st.integers(0, 1 << 16)] * 2,
        st.integers(1, 200),
    ),
    min_size=1,
    max_size=8,
)


def damaged(sound: bytes, edits: list[Edit]) -> bytes:
    """Return bytes with some of their pieces (tags, words, brackets) dropped, repeated, swapped or
    replaced by odd ones."""
    pieces = _PIECE.findall(sound)
    for kind, at, other, times in edits:
        place, there = at % len(pieces), other % len(pieces)
        match kind:
            case "drop":
                del pieces[place : place + times]
            case "repeat":
                pieces[place:place] = pieces[there : there + 1 + other % 4] * times
            case "odd":
                pieces[place:place] = [_ODD[other % len(_ODD)]] * (times if other % 3 else 1)
            case "swap":
                pieces[place], pieces[there] = pieces[there], pieces[place]
            case _:
                pieces[place] = pieces[place][: times % (len(pieces[place]) + 1)] + bytes(
                    [other % 256]
                )
        pieces = pieces or [b""]
    return b"".join(pieces)


def attack(
    target: str,
    edits: list[Edit],
    place: int,
    reading: Callable[[str, bytes], object] = read,
) -> None:
    """Read damaged bytes, and keep them where that ends in anything but an answer or an error of
    ours."""
    sound = seeds(target)
    data = damaged(sound[place % len(sound)], edits)
    try:
        reading(target, data)
    except BaseException:
        (FOUND / f"{target}.latest").write_bytes(data)
        raise


@pytest.mark.parametrize("target", TARGETS)
def test_sound_bytes_are_read(target: str) -> None:
    taken = [read(target, data) for data in seeds(target)]
    assert all(taken)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(edits=EDITS, place=st.integers(0, 99))
def test_damaged_bytes_are_read_or_refused(target: str, edits: list[Edit], place: int) -> None:
    attack(target, edits, place)


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in sorted(FOUND.glob("*.*"))]
)
def test_what_was_once_found_is_mended(path: Path) -> None:
    read(path.stem, path.read_bytes())


@pytest.mark.soak
@pytest.mark.parametrize("target", TARGETS)
def test_damaged_bytes_for_ten_minutes_in_all(target: str) -> None:
    until = time.monotonic() + SECONDS

    def in_time(target: str, data: bytes) -> None:
        began = time.process_time()
        read(target, data)
        assert time.process_time() - began < SLOWEST

    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(edits=EDITS, place=st.integers(0, 99))
    def once(edits: list[Edit], place: int) -> None:
        attack(target, edits, place, in_time)

    while time.monotonic() < until:
        once()
