"""Numbers, dates, lists and links in words."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.digest import links
from tracker.digest.wording import count, cut, few, listing, sentence, span, topic


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "change", "no changes"),
        (1, "change of substance", "1 change of substance"),
        (1240, "change of substance", "1,240 changes of substance"),
        (2, "editorial change", "2 editorial changes"),
        (2, "entity", "2 entities"),
        (2, "day", "2 days"),
    ],
)
def test_counts_agree_with_their_nouns(number: int, noun: str, said: str) -> None:
    assert count(number, noun) == said


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2026, 7, 1), date(2026, 7, 1), "1 July 2026"),
        (date(2026, 7, 1), date(2026, 7, 31), "1 to 31 July 2026"),
        (date(2026, 7, 28), date(2026, 8, 3), "28 July to 3 August 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 December 2025 to 4 January 2026"),
    ],
)
def test_periods_do_not_repeat_themselves(since: date, until: date, said: str) -> None:
    assert span(since, until) == said


def test_lists_read_as_sentences() -> None:
    assert [listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert few(["a", "b", "c"], 2, "country") == "a, b and 1 more country"
    assert sentence("a b") == "A b."
    assert cut("one two three", 9) == "one two…"
    assert topic("") == "Other changes"


@pytest.mark.parametrize(
    ("provision", "on", "url"),
    [
        ("15 CFR 744.23", date(2026, 7, 10),
         "https://www.ecfr.gov/on/2026-07-10/title-15/section-744.23"),
        ("15 CFR 744.23", None, "https://www.ecfr.gov/current/title-15/section-744.23"),
        ("15 CFR 740 Supp. 1", date(2026, 7, 10),
         "https://www.ecfr.gov/on/2026-07-10/title-15/part-740/appendix-Supplement%20No.%201%20to%20Part%20740"),
        ("2 CFR 200 App. I", date(2025, 1, 1),
         "https://www.ecfr.gov/on/2025-01-01/title-2/part-200/appendix-Appendix%20I%20to%20Part%20200"),
        (
            "10 CFR 20 Subpart B App. A",
            date(2025, 1, 1),
            "https://www.ecfr.gov/on/2025-01-01/title-10/part-20/appendix-Appendix%20A%20to%20Subpart%20B%20of%20Part%2020",
        ),
        (
            "7 CFR 20 Apps. A and B",
            None,
            "https://www.ecfr.gov/current/title-7/part-20/appendix-Appendixes%20A%20and%20B%20to%20Part%2020",
        ),
        (
            "15 CFR 742 Supp. 3-4",
            None,
            "https://www.ecfr.gov/current/title-15/part-742/appendix-Supplement%20Nos.%203-4%20to%20Part%20742",
        ),
        ("41 CFR 60-1.3", None, "https://www.ecfr.gov/current/title-41/section-60-1.3"),
        ("41 CFR part 60-1", None, "https://www.ecfr.gov/current/title-41/part-60-1"),
        ("15 CFR part 744", date(2026, 7, 10),
         "https://www.ecfr.gov/on/2026-07-10/title-15/part-744"),
        ("FR 2024-02705", None, None),
        ("https://www.bis.gov/x", None, "https://www.bis.gov/x"),
        ("nonsense", None, None),
    ],
)  # fmt: skip
def test_links_lead_to_the_official_text_of_the_day(
    provision: str, on: date | None, url: str | None
) -> None:
    assert links.ecfr(provision, on) == url
