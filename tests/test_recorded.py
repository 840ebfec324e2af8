"""Which causes of a change lead, and which day of the law is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.model import Cause, Change
from tracker.recorded import RecordedChange

TO, LAW = date(2024, 5, 2), date(2024, 4, 29)
GUESS = Cause("2024-1", "89 FR 1", "A rule", "It is near.", "low", effective=LAW)
SURE = replace(GUESS, document_number="2024-2", citation="89 FR 2", confidence="high")


def changed(*causes: Cause, to: date | None = TO) -> RecordedChange:
    change = Change("15 CFR 744.1(a)", "paragraph", "amended", None, "one", "two", (), None)
    seen = datetime(2024, 5, 3, tzinfo=UTC)
    return RecordedChange("1", change, "15 CFR 744.1", "Widgets", None, to, seen, False, causes, ())


@pytest.mark.parametrize(
    ("causes", "leading"),
    [
        ((), ()),
        ((GUESS,), (GUESS,)),
        ((SURE, GUESS), (SURE,)),
        ((GUESS, SURE), (GUESS, SURE)),
        ((SURE, replace(SURE, confidence="medium")), (SURE, replace(SURE, confidence="medium"))),
    ],
)
def test_the_first_cause_leads_and_all_that_are_no_guess(
    causes: tuple[Cause, ...], leading: tuple[Cause, ...]
) -> None:
    assert changed(*causes).leading == leading


@pytest.mark.parametrize(
    ("causes", "day"),
    [
        ((), None),
        ((GUESS,), None),
        ((GUESS, SURE), LAW),
        ((replace(SURE, effective=TO), SURE), None),
        ((replace(SURE, effective=None),), None),
    ],
)
def test_the_laws_day_is_that_of_the_first_cause_that_is_no_guess(
    causes: tuple[Cause, ...], day: date | None
) -> None:
    assert changed(*causes).law_day == day


def test_without_a_day_of_the_version_the_laws_day_is_no_other() -> None:
    assert changed(SURE, to=None).law_day is None


def test_a_cause_is_called_by_its_citation_else_by_its_number() -> None:
    numbered = replace(SURE, citation=None)
    names = [cause.name for cause in (SURE, numbered, replace(numbered, document_number=None))]
    assert names == ["89 FR 2", "2024-2", "?"]
