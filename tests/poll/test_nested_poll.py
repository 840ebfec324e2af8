"""A poll tells of a section inside another one under its own address, and broken lists as the lists
they are."""

from __future__ import annotations

from tests.poll.conftest import Tracked, outcome
from tests.poll.small_world import ENTITY_LIST, entities, row, section
from tracker.store import changes, quarantine, queries, texts

DAY, AFTER = "2021-02-05", "2021-02-06"


def served(tracked: Tracked, number: str, text: str) -> list[tuple[str, str]]:
    """Serve another text of a provision from the day on, poll, and return the changes told of that
    day."""
    tracked.on("2021-02-02")
    tracked.world.rows.append(row(number, DAY))
    tracked.world.texts[number, DAY] = text
    assert outcome(tracked.on(AFTER), "ecfr").ok
    with tracked.store() as store:
        return [
            (change.change.kind, change.change.address)
            for change in changes.between(store.db)
            if str(change.to) == DAY
        ]


def test_another_section_inside_a_section_is_not_told_as_its_text(tracked: Tracked) -> None:
    inner = section("744.2", "(a) Words that only the inner section has.")
    tracked.on("2021-02-02")
    text = tracked.world.texts["744.1", "2021-02-01"]

    assert served(tracked, "744.1", text.replace("</DIV8>", f"{inner}</DIV8>")) == []
    with tracked.store() as store:
        held = texts.versions(store.db, "15 CFR 744.1")[0]
        assert str(held.in_force) == DAY
        assert not any("inner section" in unit.text for unit in queries.tree(store.db, held).walk())


def test_what_changed_beside_the_inner_section_is_told(tracked: Tracked) -> None:
    inner = section("744.2", "(a) Words that only the inner section has.")
    tracked.on("2021-02-02")
    text = tracked.world.texts["744.1", "2021-02-01"].replace("<CITA", "<P>(z) New words.</P><CITA")

    assert served(tracked, "744.1", text.replace("</DIV8>", f"{inner}</DIV8>")) == [
        ("added", "15 CFR 744.1(z)")
    ]


def test_a_paragraph_in_the_credit_is_told_and_the_credit_is_not(tracked: Tracked) -> None:
    tracked.on("2021-02-02")
    text = tracked.world.texts["744.1", "2021-02-01"].replace(
        "</CITA>", "<P>(z) New words.</P></CITA>"
    )

    assert served(tracked, "744.1", text) == [("added", "15 CFR 744.1(z)")]


def test_a_list_that_breaks_loses_no_row(tracked: Tracked) -> None:
    tracked.on("2021-02-02")
    days = [day for name, day in tracked.world.texts if name == ENTITY_LIST]
    whole = tracked.world.texts[ENTITY_LIST, max(days)] if days else entities("A", "B", "C")
    place = whole.rindex("<TR>")
    broken = (
        f'{whole[:place]}</TBODY></TABLE></DIV></DIV><DIV width="100%"><DIV'
        f' class="gpotbl_div"><TABLE><TBODY>{whole[place:]}'
    )

    assert served(tracked, ENTITY_LIST, broken) == []


def test_a_section_inside_that_the_version_list_does_not_name_is_doubted_and_said(
    tracked: Tracked,
) -> None:
    tracked.on("2021-02-02")
    text = tracked.world.texts["744.1", "2021-02-01"]
    tracked.world.rows.append(row("744.1", DAY))
    tracked.world.texts["744.1", DAY] = text.replace(
        "</DIV8>", f"{section('744.99', '(a) Nobody lists this.')}</DIV8>"
    )
    tracked.on(AFTER)

    with tracked.store() as store:
        assert [answer.reason for answer in quarantine.quarantined(store.db)] == [
            "15 CFR 744.99 stands inside it, and the version list does not name it"
        ]
