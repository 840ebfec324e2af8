"""What lies ahead: each day at its edge, each order at its tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tests.digest_samples import change, document, recorded
from tracker.digest.coming import coming
from tracker.digest.values import Coming
from tracker.model import Document
from tracker.recorded import RecordedChange

TODAY = date(2026, 7, 31)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ANNOUNCED = "Link to an amendment published at 91 FR 46261, July 23, 2026."


def doc(number: str = "2026-1", title: str = "Pumps", **known: Any) -> Document:
    return document(number, title, **({"effective_on": None} | known)).document


def ahead(
    documents: Iterable[Document] = (),
    changes: Iterable[RecordedChange] = (),
    notices: Sequence[tuple[str, str]] = (),
) -> tuple[Coming, ...]:
    return coming(documents, changes, notices, TODAY)


def noted(address: str, after: str | None, noise: Any = "link-notice") -> RecordedChange:
    told = change(
        address, "editorial", None if after else ANNOUNCED, after, unit="note", noise=noise
    )
    return recorded(told, address.partition(" link notice")[0])


@pytest.mark.parametrize(
    ("day", "told"), [(YESTERDAY, []), (TODAY, []), (TOMORROW, ["Takes effect (Rule)"])]
)
def test_a_rule_that_takes_effect_today_no_longer_lies_ahead(day: date, told: list[str]) -> None:
    assert [line.what for line in ahead([doc(effective_on=day)])] == told


@pytest.mark.parametrize(
    ("day", "told"),
    [(YESTERDAY, []), (TODAY, ["Comments close (Rule)"]), (TOMORROW, ["Comments close (Rule)"])],
)
def test_comments_can_still_be_sent_on_their_last_day(day: date, told: list[str]) -> None:
    assert [line.what for line in ahead([doc(comments_close_on=day)])] == told


@pytest.mark.parametrize(
    ("day", "inspection", "told"),
    [
        (TODAY, True, []),
        (TOMORROW, True, ["Expected to be published (on public inspection now)"]),
        (TOMORROW, False, []),
    ],
)
def test_a_document_on_public_inspection_is_expected_from_tomorrow_on(
    day: date, inspection: bool, told: list[str]
) -> None:
    one = doc(publication_date=day, public_inspection=inspection)
    assert [line.what for line in ahead([one])] == told


def test_a_document_of_no_type_is_called_a_document_and_a_citation_is_told() -> None:
    (one,) = ahead([doc(type="", citation="91 FR 5", effective_on=TOMORROW)])
    assert (one.what, one.when, one.day) == (
        "Takes effect (Document, 91 FR 5)",
        "1 August 2026",
        TOMORROW,
    )


@pytest.mark.parametrize(("length", "cut"), [(199, False), (200, False), (201, True)])
def test_a_title_of_more_than_two_hundred_characters_is_cut(length: int, cut: bool) -> None:
    title = f"{'Pump ' * 39}{'x' * (length - 195)}"
    assert len(title) == length
    announced = doc(title=title, effective_on=TOMORROW, citation="91 FR 46261")
    for line in ahead([announced], notices=[("15 CFR 742.6 link notice 1", ANNOUNCED)]):
        assert line.link.text == (f"{title[:194]}…" if cut else title)


def test_what_comes_is_told_by_day_then_by_what_it_is_and_what_has_no_day_comes_last() -> None:
    later, sooner = doc("2026-1", effective_on=TOMORROW), doc("2026-2", comments_close_on=TOMORROW)
    found = ahead(
        [
            doc("2026-3", comments_close_on=TODAY, effective_on=TOMORROW + timedelta(days=1)),
            later,
            sooner,
        ],
        notices=[
            ("15 CFR 742.6 link notice 1", ANNOUNCED),
            ("15 CFR 742.5 link notice 1", ANNOUNCED),
        ],
    )
    assert [(line.day, line.what.split(" (")[0]) for line in found] == [
        (TODAY, "Comments close"),
        (TOMORROW, "Comments close"),
        (TOMORROW, "Takes effect"),
        (TOMORROW + timedelta(days=1), "Takes effect"),
        (None, "Announced amendment of 15 CFR 742.5"),
        (None, "Announced amendment of 15 CFR 742.6"),
    ]


def test_of_a_document_that_comes_twice_the_last_one_counts() -> None:
    found = ahead([doc(effective_on=TOMORROW), doc(effective_on=TOMORROW + timedelta(days=1))])
    assert [line.day for line in found] == [TOMORROW + timedelta(days=1)]


@pytest.mark.parametrize(
    ("effective", "when", "day"),
    [
        (None, ["Date not known"], [None]),
        (YESTERDAY, [], []),
        (TODAY, [], []),
        (TOMORROW, ["1 August 2026"], [TOMORROW]),
    ],
)
def test_an_announced_amendment_lies_ahead_until_the_day_of_its_document(
    effective: date | None, when: list[str], day: list[date | None]
) -> None:
    one = doc(
        "2026-4",
        "Announced",
        citation="91 FR 46261",
        effective_on=effective,
        html_url="https://www.federalregister.gov/d/2026-4",
    )
    found = [
        told
        for told in ahead([one], notices=[("15 CFR 742.6 link notice 1", ANNOUNCED)])
        if "Announced" in told.what
    ]
    assert [told.when for told in found] == when
    assert [told.day for told in found] == day
    assert [(told.link.text, told.link.url, told.document_number) for told in found] == [
        ("Announced", "https://www.federalregister.gov/d/2026-4", "2026-4")
    ] * len(when)


def test_an_announced_amendment_whose_document_is_not_held_is_linked_by_its_citation() -> None:
    (one,) = ahead(
        [doc("2026-4", citation="91 FR 46262", effective_on=YESTERDAY)],
        notices=[("15 CFR 742.6 link notice 1", ANNOUNCED)],
    )
    assert (one.link.text, one.link.url) == (
        "91 FR 46261",
        "https://www.federalregister.gov/citation/91-FR-46261",
    )
    assert (one.when, one.document_number) == ("Date not known", None)


def test_one_amendment_is_announced_once_for_each_provision() -> None:
    other = ANNOUNCED.replace("46261", "46262")
    notices = [
        ("15 CFR 742.6 link notice 1", "No link to anything."),
        ("15 CFR 742.6 link notice 2", ANNOUNCED),
        ("15 CFR 742.6 link notice 3", ANNOUNCED),
        ("15 CFR 742.6 link notice 4", other),
        ("15 CFR 742.7 link notice 1", ANNOUNCED),
    ]
    assert [line.what for line in ahead(notices=notices)] == [
        "Announced amendment of 15 CFR 742.6 (91 FR 46261)",
        "Announced amendment of 15 CFR 742.6 (91 FR 46262)",
        "Announced amendment of 15 CFR 742.7 (91 FR 46261)",
    ]


def test_of_the_editorial_changes_only_link_notices_that_came_announce_anything() -> None:
    changes = [
        noted("15 CFR 742.6 link notice 1", ANNOUNCED),
        noted("15 CFR 742.7 link notice 1", None),
        noted("15 CFR 742.8 editorial note", ANNOUNCED, noise="capitals"),
    ]
    assert [line.what for line in ahead(changes=changes)] == [
        "Announced amendment of 15 CFR 742.6 (91 FR 46261)"
    ]
