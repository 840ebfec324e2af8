"""Lists of the BIS site as they drift: other addresses, other forms, megabytes."""

from __future__ import annotations

import hashlib
import json
import tracemalloc

import pytest

from tests.poll.bis_site import (
    CHALLENGE,
    HTML,
    LISTING,
    LISTINGS,
    NOTICES,
    Form,
    Watched,
    document,
    listing,
    notices,
    page,
)
from tests.readers import bis
from tracker.model import Capture
from tracker.store import facts

OTHER_NOTICES = "/news-updates/federal-register-notices"
BLOCKED = (200, HTML, CHALLENGE.encode())


def releases(watched: Watched) -> set[str]:
    return {
        path.rpartition("/")[2] for path in watched.held() if path.startswith("/press-release/")
    }


def captures(watched: Watched, subject: str) -> Capture:
    with watched.store() as store:
        found = facts.latest(store.db, subject)
    assert found is not None
    return found


def test_first_path_that_gives_a_list_counts(watched: Watched) -> None:
    assert watched.bis("2026-03-01").ok
    assert releases(watched) == {"first", "second"}
    assert watched.site.asked(LISTINGS) == 0


def test_missing_first_path_is_passed_over_in_silence(watched: Watched) -> None:
    watched.site.pages[LISTINGS] = watched.site.pages.pop(LISTING)
    assert watched.bis("2026-03-01").ok
    assert releases(watched) == {"first", "second"}
    assert not any("news-updates" in line for line in watched.said)


def test_empty_first_path_gives_way_to_a_full_second_one_poll_after_poll(watched: Watched) -> None:
    watched.site.pages[LISTING] = listing(LISTING)
    watched.site.pages[LISTINGS] = listing(LISTINGS, "first", "second")
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        assert watched.bis(day).ok
        assert not any("yields none" in line for line in watched.said)
    assert releases(watched) == {"first", "second"}


def test_list_that_empties_under_its_path_is_a_failure_even_if_another_path_answers_empty(
    watched: Watched,
) -> None:
    watched.bis("2026-03-01")
    watched.site.pages[LISTING] = listing(LISTING)
    watched.site.pages[LISTINGS] = listing(LISTINGS)
    failed = watched.bis("2026-03-02")
    assert not failed.ok
    assert "the listing had entries before (2) and has none now" in (failed.error or "")


def test_list_that_is_missing_while_another_path_answers_empty_is_a_failure(
    watched: Watched,
) -> None:
    watched.bis("2026-03-01")
    del watched.site.pages[LISTING]
    watched.site.pages[LISTINGS] = listing(LISTINGS)
    assert watched.bis("2026-03-02").error == f"the listing {LISTING}: HTTP 404"


def test_refused_first_path_is_told_and_the_second_is_read_instead(watched: Watched) -> None:
    watched.site.pages[LISTINGS] = listing(LISTINGS, "first", "second")
    watched.site.pages[LISTING] = BLOCKED
    assert watched.bis("2026-03-01").ok
    assert releases(watched) == {"first", "second"}
    (line,) = [line for line in watched.said if LISTING in line]
    assert line.startswith(f"the listing {LISTING}: a block page came instead of an answer")
    assert line.endswith(f"the listing {LISTINGS} was read instead")


def test_front_page_is_no_listing(watched: Watched) -> None:
    watched.site.pages["/"] = listing("/", "first")
    watched.site.moved[LISTING] = "/"
    watched.site.pages[LISTINGS] = listing(LISTINGS, "first", "second")
    assert watched.bis("2026-03-01").ok
    assert releases(watched) == {"first", "second"}
    assert (
        f"the listing {LISTING}: it leads to the front page; the listing {LISTINGS} was read"
        " instead" in watched.said
    )


@pytest.mark.parametrize(
    ("first", "second", "named", "why"),
    [
        (None, None, LISTINGS, "HTTP 404"),
        (BLOCKED, None, LISTING, "a block page came instead of an answer"),
        (None, BLOCKED, LISTINGS, "a block page came instead of an answer"),
        (BLOCKED, BLOCKED, LISTING, "a block page came instead of an answer"),
    ],
)
def test_without_any_list_the_source_fails_by_the_name_of_the_likeliest(
    watched: Watched,
    first: tuple[int, str, bytes] | None,
    second: tuple[int, str, bytes] | None,
    named: str,
    why: str,
) -> None:
    for path, answer in ((LISTING, first), (LISTINGS, second)):
        watched.site.pages.pop(path, None)
        if answer:
            watched.site.pages[path] = answer
    failed = watched.bis("2026-03-01")
    assert not failed.ok
    assert not failed.read
    vital = [failure for failure in failed.failures if failure.vital]
    assert [(failure.what, failure.why.startswith(why)) for failure in vital] == [
        (f"the listing {named}", True)
    ]
    assert NOTICES in watched.held()


def test_listing_that_moved_is_read_and_told_with_its_new_place(watched: Watched) -> None:
    watched.site.pages["/newsroom"] = listing("/newsroom", "first", "second")
    watched.site.moved[LISTING] = "/newsroom"
    assert watched.bis("2026-03-01").ok
    assert releases(watched) == {"first", "second"}
    assert f"https://www.bis.gov{LISTING} has moved to https://www.bis.gov/newsroom" in watched.said


@pytest.mark.parametrize(
    "forms", [("data", "links", "rows"), ("rows", "data", "links"), ("links", "rows", "data")]
)
def test_form_of_the_site_may_change_and_no_page_does(
    watched: Watched, forms: tuple[Form, ...]
) -> None:
    site, guidance = watched.site, "/guidance/widgets"
    watched.settings += f'[bis]\npages = ["{guidance}"]\nrecheck = 9\n'
    for day, form in enumerate(forms, 1):
        site.pages[LISTING] = listing(LISTING, "first", "second", form=form)
        site.pages[NOTICES] = notices(NOTICES, "One", "Two", form=form)
        site.pages[guidance] = page("Widgets", "A first paragraph.", "A second one.", form=form)
        site.pages |= {
            f"/press-release/{word}": page(word.title(), f"{word} in full.", form=form)
            for word in ("first", "second")
        }
        assert watched.bis(f"2026-03-0{day}").ok, watched.said
        assert {path: page.version for path, page in watched.held().items()} == dict.fromkeys(
            (guidance, NOTICES, "/press-release/first", "/press-release/second"), 1
        )


@pytest.mark.parametrize("forms", [("data", "links"), ("links", "rows"), ("rows", "data")])
def test_change_that_comes_with_another_form_is_not_lost(
    watched: Watched, forms: tuple[Form, Form]
) -> None:
    site = watched.site
    watched.settings += '[bis]\npages = ["/guidance/widgets"]\nrecheck = 9\n'
    site.pages[NOTICES] = notices(NOTICES, "One", "Two", form=forms[0])
    site.pages["/guidance/widgets"] = page(
        "Widgets", "A first paragraph.", "A second one.", form=forms[0]
    )
    watched.bis("2026-03-01")
    site.pages[LISTING] = listing(LISTING, "third", "first", "second", form=forms[1])
    site.pages[NOTICES] = notices(NOTICES, "One", "Two", "Three", form=forms[1])
    site.pages["/guidance/widgets"] = page(
        "Widgets", "A first paragraph.", "A second one, amended.", form=forms[1]
    )
    site.pages["/press-release/third"] = page("Third", "third in full.", form=forms[1])
    watched.bis("2026-03-02")
    told = {path: page.version for path, page in watched.held().items()}
    assert told == {
        "/guidance/widgets": 2, NOTICES: 2, "/press-release/first": 1, "/press-release/second": 1,
        "/press-release/third": 1,
    }  # fmt: skip


# ---- the page of notices


def test_list_of_notices_is_one_page_under_whichever_address_it_is_read(watched: Watched) -> None:
    watched.bis("2026-03-01")
    watched.site.pages[OTHER_NOTICES] = notices(OTHER_NOTICES, "One", "Two")
    for day, answer in (
        ("2026-03-02", None),
        ("2026-03-03", BLOCKED),
        ("2026-03-04", notices(NOTICES, "One", "Two")),
    ):
        watched.site.pages.pop(NOTICES, None)
        if answer:
            watched.site.pages[NOTICES] = answer
        assert watched.bis(day).ok
        assert [
            (path, page.version)
            for path, page in watched.held().items()
            if page.page.kind == "notice"
        ] == [(NOTICES, 1)]
    del watched.site.pages[NOTICES]
    watched.site.pages[OTHER_NOTICES] = notices(OTHER_NOTICES, "One", "Two", "Three")
    watched.bis("2026-03-05")
    assert watched.told("2026-03-05") == {NOTICES: ["added"]}


def test_notices_that_are_nowhere_are_a_failure_that_costs_themselves(watched: Watched) -> None:
    watched.bis("2026-03-01")
    del watched.site.pages[NOTICES]
    failed = watched.bis("2026-03-02")
    assert not failed.ok
    assert failed.read
    assert failed.error == f"the notices {NOTICES}: HTTP 404"


def test_front_page_with_links_to_documents_is_no_page_of_notices(watched: Watched) -> None:
    watched.bis("2026-03-01")
    watched.site.moved[NOTICES] = "/"
    watched.site.pages["/"] = notices("/", "Featured")
    failed = watched.bis("2026-03-02")
    assert not failed.ok
    assert watched.held()[NOTICES].version == 1


# ---- a listing of megabytes


@pytest.mark.slow
def test_of_a_large_listing_only_the_list_is_kept_with_what_it_was_made_of(
    watched: Watched,
) -> None:
    whole = listing(LISTING, "first", "second", padding=12_000_000)
    assert len(whole[2]) > 12_000_000
    watched.site.pages[LISTING] = whole
    assert watched.bis("2026-03-01").ok
    kept = captures(watched, f"bis:listing:{LISTING}")
    assert len(kept.body) < 2_000
    of = json.loads(kept.body)["of"]
    assert (of["sha256"], of["size"]) == (hashlib.sha256(whole[2]).hexdigest(), len(whole[2]))
    before = watched.counts()["captures"]
    watched.site.pages[LISTING] = (
        200,
        HTML,
        whole[2].replace(b"public://7.png", b"public://8.png"),
    )
    assert watched.bis("2026-03-02").ok
    assert watched.counts()["captures"] == before
    watched.site.pages[LISTING] = listing(LISTING, "third", "first", "second", padding=12_000_000)
    watched.site.pages["/press-release/third"] = page("Third", "third in full.")
    assert watched.bis("2026-03-03").ok
    assert releases(watched) == {"first", "second", "third"}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["data", "rows"])
def test_poll_of_a_listing_of_twelve_megabytes_takes_little_memory(
    watched: Watched, form: Form
) -> None:
    peaks = []
    for padding, day in ((0, "2026-03-02"), (12_000_000, "2026-03-03")):
        watched.site.pages[LISTING] = listing(
            LISTING, "first", "second", form=form, padding=padding
        )
        watched.bis("2026-03-01")
        tracemalloc.start()
        assert watched.bis(day).ok
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    small, large = peaks
    assert large - small < 60_000_000, f"{(large - small) / 1e6:.0f} MB more than a small listing"


def test_listing_without_any_link_below_the_prefix_that_is_large_is_no_listing(
    watched: Watched,
) -> None:
    body = document("News", "<p>Back soon</p>" + "<p>x</p>" * 200_000, "links")
    watched.site.pages[LISTING] = (200, HTML, body)
    failed = watched.bis("2026-03-01")
    assert not failed.ok
    assert bis.OFFICIAL not in (failed.error or "")
