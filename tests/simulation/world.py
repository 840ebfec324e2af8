"""An invented world that lives for some weeks: what is listed, published, shown, and from when on.

Everything is drawn from one seed. What is served is a function of the moment (`answers`).

    eCFR    an issue on most working days; late ones, rows issued again with the same or a restated
            text, rows dated ahead, a list that grows, sections that come and go
    FR      documents every few days, one to three days before on public inspection; texts that
            come days later
    BIS     releases, some moved by a redirect; a listing that moves; notices; a guidance page
            that is edited
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.poll import small_world

ORIGIN = date(2021, 3, 1)
"""A Monday: the day of the first poll, on which everything older is held."""
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ENTITY_LIST = small_world.ENTITY_LIST
LISTING, MOVED_LISTING = "/news-updates", "/news-updates/all-press-releases"
NOTICES, GUIDANCE = "/regulations/federal-register-notices", "/guidance/know-your-customer"
MOVED = "-moved"
"""What the new path of a release ends in."""
QUIET = 2
"""So many days at the end bring nothing new, so that the last changes can be found too."""
REIMPORTS = True
"""Whether an issue gains rows after it was listed; see tests/poll/test_reimport.py."""
_SETTLED = timedelta(days=6)
"""How long what was there before stays, before a text is restated or a page edited again."""
_WORDS = (
    "license",
    "item",
    "person",
    "export",
    "reexport",
    "country",
    "record",
    "notice",
    "entry",
    "form",
    "order",
    "test",
)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of a day in UTC."""
    return datetime.combine(day, time(hour, minute), UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the version list, visible from `listed` on, with its text (None: removed)."""

    identifier: str
    date: date
    issued: date
    listed: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class Doc:
    """A document: when it was filed and published, and from when each form of its text is there."""

    number: str
    type: str
    filed: datetime
    published: datetime
    raw_from: datetime | None
    xml_from: datetime | None

    @property
    def title(self) -> str:
        return f"Revisions to rule {self.number} of the Export Administration Regulations"

    @property
    def sentence(self) -> str:
        return f"This is what the rule {self.number} says in full."

    def fields(self) -> dict[str, Any]:
        """Return the document as the search gives it."""
        day = self.published.date().isoformat()
        made = small_world.document(self.number, day, title=self.title, type=self.type)
        if self.xml_from:
            plain = made["raw_text_url"].removesuffix(".txt")
            made["full_text_xml_url"] = plain.replace("/text/", "/xml/") + ".xml"
        return made


@dataclass(frozen=True, slots=True)
class Release:
    """A press release; from `moved` on its path leads elsewhere by a redirect."""

    path: str
    title: str
    published: datetime
    moved: datetime | None = None

    @property
    def new_path(self) -> str:
        return self.path + MOVED


@dataclass(frozen=True, slots=True)
class Edit:
    """What the guidance page says from a moment on."""

    since: datetime
    text: str


@dataclass
class World:
    """Everything that will ever be served."""

    days: int
    rows: list[Row] = field(default_factory=list)
    documents: list[Doc] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    guidance: list[Edit] = field(default_factory=list)
    listing_moves: datetime = LONG_AGO
    listing_is_gone: bool = False
    """Whether the old place of the listing says 404 once it has moved, or leads to the new one."""

    def listed(self, moment: datetime) -> list[Row]:
        """Return the rows that the version list shows."""
        return [row for row in self.rows if row.listed <= moment]

    def standing(self, identifier: str, on: date, moment: datetime) -> Row | None:
        """Return the row whose text is in force on a day, as known at a moment."""
        listed = (row for row in self.listed(moment) if row.identifier == identifier)
        found = [row for row in listed if row.date <= on]
        return max(found, key=lambda row: (row.date, row.listed), default=None)

    def edit(self, moment: datetime) -> Edit:
        """Return what the guidance page says."""
        return max(
            (page for page in self.guidance if page.since <= moment), key=lambda page: page.since
        )


def make(seed: int, days: int, *, imports: bool = REIMPORTS) -> World:
    """Draw a world of so many days; `imports`: issues gain rows after they were listed."""
    rng = random.Random(f"world {seed}")
    world = World(days)
    _Code(rng, world).live(imports=imports)
    _publish(rng, world)
    _announce(rng, world)
    return world


class _Code:
    """Draws the issues of the eCFR."""

    def __init__(self, rng: random.Random, world: World) -> None:
        self.rng, self.world = rng, world
        self.names = [f"Acme {number} Ltd." for number in range(40)]
        self.texts = 0
        first = date(2017, 1, 3)
        for number in range(1, 9):
            self.put(f"744.{number}", first, first, LONG_AGO, self.section(f"744.{number}"))
        self.put("744.2", date(2021, 1, 5), date(2021, 1, 5), LONG_AGO, self.section("744.2"))
        self.put(ENTITY_LIST, first, first, LONG_AGO, small_world.entities(*self.names))

    def live(self, *, imports: bool) -> None:
        """Draw an issue for most working days, each listed after the one before."""
        before = LONG_AGO
        for place in range(1, self.world.days - QUIET):
            day = ORIGIN + timedelta(days=place)
            if day.weekday() > 4 or self.rng.random() < 0.15:  # Friday
                continue
            usual, tomorrow = at(day, 10), at(day + timedelta(days=1), 10)
            late = (at(day, 15, 30), at(day, 22), tomorrow)
            listed = max(self.rng.choice((usual, usual, usual, usual, *late)), before)
            if imports and self.rng.random() < 0.1:
                self.change(day, listed + timedelta(days=3))
                continue
            for _ in range(self.rng.choice((1, 1, 2, 3))):
                self.change(day, listed)
            if self.rng.random() < 0.25 and listed == usual and imports:  # one issue in four
                listed = at(day, 16)
                self.change(day, listed)
            before = listed

    def change(self, issued: date, listed: datetime) -> None:
        """Draw one change of an issue; one that does not fit is left out."""
        often, seldom = ("amend",) * 6, ("restate", "add", "remove", "ahead")
        kinds = (*often, "entities", "entities", "again", "again", *seldom)
        match self.rng.choice(kinds):
            case "amend":
                day = issued - timedelta(days=self.rng.choice((0, 0, 0, 0, 1, 2, 4)))
                name = self.rng.choice(self.sections())
                self.amend(name, day if day > self.last(name).date else issued, issued, listed)
            case "ahead":
                day = issued + timedelta(days=1)
                self.amend(self.rng.choice(self.sections()), day, issued, listed)
            case "entities":
                self.grow(issued, listed)
            case "again":
                self.reissue(issued, listed, "")
            case "restate":
                self.reissue(issued, listed, " This sentence was restated later.")
            case "add":
                name = f"744.{len({row.identifier for row in self.world.rows}) + 10}"
                self.put(name, issued, issued, listed, self.section(name))
            case _:
                name, left = self.rng.choice(self.sections()), len(self.sections())
                if self.last(name).date < issued and left > 5:  # some remain
                    self.put(name, issued, issued, listed, None)

    def grow(self, issued: date, listed: datetime) -> None:
        if self.last(ENTITY_LIST).date < issued:
            self.names += [f"Zenith {issued:%m%d} {letter} Corp." for letter in "AB"]
            self.put(ENTITY_LIST, issued, issued, listed, small_world.entities(*self.names))

    def reissue(self, issued: date, listed: datetime, more: str) -> None:
        if old := self.settled(issued, listed):
            text = (old.text or "").replace("</P>", f"{more}</P>", 1)
            self.put(old.identifier, old.date, issued, listed, text)

    def amend(self, name: str, day: date, issued: date, listed: datetime) -> None:
        if day > self.last(name).date:
            self.put(name, day, issued, listed, self.section(name))

    def last(self, name: str) -> Row:
        """Return the newest version of a provision, by its date."""
        found = (row for row in self.world.rows if row.identifier == name)
        return max(found, key=lambda row: (row.date, row.listed))

    def sections(self) -> list[str]:
        """Return the sections that stand."""
        names = dict.fromkeys(row.identifier for row in self.world.rows)
        return [name for name in names if name != ENTITY_LIST and self.last(name).text is not None]

    def settled(self, issued: date, listed: datetime) -> Row | None:
        """Draw a version that has been listed long enough and can be issued again."""
        found = [self.last(section) for section in self.sections()]
        ripe = [
            answer
            for answer in found
            if answer.listed + _SETTLED <= listed and answer.issued < issued
        ]
        return self.rng.choice(ripe) if ripe else None

    def section(self, name: str) -> str:
        self.texts += 1
        words = " ".join(self.rng.choices(_WORDS, k=8))
        first = f"(a) <I>Scope.</I> Text {self.texts} of {words}."
        return small_world.section(name, first, "(b) Kept.")

    def put(self, name: str, day: date, issued: date, listed: datetime, text: str | None) -> None:
        self.world.rows.append(Row(name, day, issued, listed, text))


def _publish(rng: random.Random, world: World) -> None:
    """Draw the documents of the Federal Register."""
    old = at(ORIGIN - timedelta(days=12), 10)
    world.documents.append(Doc("2021-00100", "Rule", old - timedelta(days=2), old, old, None))
    for place in range(1, world.days - QUIET):
        day = ORIGIN + timedelta(days=place)
        if day.weekday() > 4 or rng.random() < 0.45:  # Friday; every second or third day
            continue
        filed = day - timedelta(days=rng.choice((1, 1, 2, 3)))
        kind = rng.choice(("Rule", "Rule", "Rule", "Proposed Rule", "Notice"))
        texts = [rng.choice((0, 0, 0, 0, 1, 3, None)), rng.choice((0, 0, 1, None, None))]
        raw, xml = (
            None if delay is None else at(day + timedelta(days=delay), 10) for delay in texts
        )
        number, hour = f"2021-{1000 + 7 * place:05d}", rng.choice((13, 13, 21))
        world.documents.append(Doc(number, kind, at(filed, hour), at(day, 10), raw, xml))


def _announce(rng: random.Random, world: World) -> None:
    """Draw what the BIS site shows."""
    old = at(ORIGIN - timedelta(days=20), 14)
    world.releases.append(Release("/press-release/first-inc.", "First of all", old))
    for place in range(world.days - QUIET):
        if rng.random() < 0.4:  # two days in five
            day = ORIGIN + timedelta(days=place)
            later = at(day + timedelta(days=rng.randrange(1, 9)), 12)
            moved = later if rng.random() < 0.2 else None
            path, hour = f"/press-release/release-{place}", rng.choice((9, 14, 20))
            world.releases.append(Release(path, f"Release of day {place}", at(day, hour), moved))
    world.guidance.append(Edit(LONG_AGO, "Know your customer."))
    day = ORIGIN + timedelta(days=rng.randrange(1, 4))
    while day < ORIGIN + timedelta(days=world.days - QUIET):
        world.guidance.append(Edit(at(day, 15), f"Know your customer, as of {day}."))
        day += _SETTLED + timedelta(days=rng.randrange(4))
    moves = rng.randrange(2, max(3, world.days - QUIET))
    world.listing_moves = at(ORIGIN + timedelta(days=moves), 12)
    world.listing_is_gone = rng.random() < 0.5  # both are seen
