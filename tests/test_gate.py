"""The gate: what is refused, what a 404 means, what is doubted."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.poll.small_world import BLOCK, DOWN, ENTITY_LIST, entities, section
from tests.readers import bis, judging, subjects
from tests.readers.judging import shape
from tests.sources.pdfs import pdf as made_pdf
from tests.sources.samples import page, urls
from tests.trees import node
from tracker import config, gate, names, structure
from tracker.config import Thresholds
from tracker.errors import ConfigError, RefusedError
from tracker.gate import Facts
from tracker.gate.facts import Fact, Floor
from tracker.model import Capture, Node, Request

BASE = "http://127.0.0.1:8"
FULL = subjects.Full(15, "744", "section", "744.1", date(2021, 1, 5))
SEARCH = subjects.Search("a-b", date(2021, 1, 1), date(2021, 1, 31), 1)
TITLES = json.dumps({"titles": [{"number": 15}], "meta": {}}).encode()


def asked(subject: subjects.Subject, *, optional: bool = False, url: str = f"{BASE}/x") -> Request:
    source = {"ecfr": "ecfr", "fr": "federal-register", "bis": "bis"}[
        str(subject).partition(":")[0]
    ]
    return Request(source, str(subject), url, "application/xml", optional)  # type: ignore[arg-type]  # one of the three names


def answer(
    subject: subjects.Subject,
    body: bytes | str,
    kind: str,
    status: int = 200,
    url: str = f"{BASE}/x",
) -> Capture:
    raw = body.encode() if isinstance(body, str) else body
    when = datetime(2021, 1, 10, tzinfo=UTC)
    headers = (("Content-Type", kind),)
    return Capture(
        asked(subject).source,
        str(subject),
        url,
        status,
        (),
        headers,
        when,
        raw,
        hashlib.sha256(raw).hexdigest(),
    )


def search_of(*days: str) -> bytes:
    found = [
        {"document_number": f"1-{place}", "title": "A", "type": "Rule", "publication_date": day}
        for place, day in enumerate(days)
    ]
    return json.dumps({"count": len(found), "results": found}).encode()


GOOD = [
    (FULL, section("744.1", "(a) A."), "application/xml; charset=utf-8"),
    (FULL, section("§ 744.1", "(a) A."), "text/xml"),
    (FULL, section("744.1.", "(a) A."), "text/xml"),
    (FULL, section("", "(a) A.").replace("§ ", "§ 744.1"), "text/xml"),
    (FULL, section("744.1").replace("</DIV8>", section("744.2") + "</DIV8>"), "application/xml"),
    (
        subjects.Full(15, "744", "appendix", ENTITY_LIST, date(2021, 1, 5)),
        entities("A"),
        "application/xml",
    ),
    (
        subjects.Full(15, "744", "section", "744.12-744.14", date(2021, 1, 5)),
        section("744.12–744.14"),
        "application/xml",
    ),
    (FULL, section("744.1", "(a) A.").strip() + "\u200b\n", "application/xml"),
    (FULL, section("744.1", "(a) A.").strip() + "&#8203;", "application/xml"),
    (subjects.Titles(), TITLES, "application/json; charset=utf-8"),
    (
        subjects.Versions(15, "page=1"),
        b'{"content_versions": [], "meta": {"title": "15"}}',
        "application/json",
    ),
    (SEARCH, b'{"count": 0}', "application/json"),
    (SEARCH, search_of("2021-01-05", "2021-01-06", "1999-01-01"), "application/json"),
    (SEARCH, search_of("2021-01-05", "2021-13-45"), "application/json"),
    (
        subjects.Text("1-1", date(2021, 1, 5)),
        b"<html><body><pre>Text.</pre></body></html>",
        "text/html",
    ),
    (subjects.Inspection(("a",)), b'{"count": 0, "results": []}', "application/json"),
    (
        subjects.Text("2021-00001"),
        b"Request Access is a title of an invented rule.",
        "text/plain; charset=utf-8",
    ),
    (
        subjects.BisPage("/x"),
        b"<html><title>Request Access to SNAP</title><main><p>Text.</p></main><i>__NEXT_DATA__</i>",
        "text/html",
    ),
    (subjects.Listing("/x"), b'<html><a href="/press-release/x">X</a></html>', "text/html"),
]


@pytest.mark.parametrize(("subject", "body", "kind"), GOOD, ids=lambda value: str(value)[:40])
def test_answer_to_what_was_asked_passes(
    subject: subjects.Subject, body: bytes | str, kind: str
) -> None:
    judging.admit(asked(subject), answer(subject, body, kind))


MANY = "<b/>" * 1_000_001
WRONG = [
    (FULL, BLOCK, "text/html", "block page"),
    (FULL, BLOCK, "application/xml", "block page"),
    (FULL, DOWN, "text/html", "maintenance page"),
    (FULL, "", "application/xml", "empty"),
    (FULL, " \n ", "application/xml", "empty"),
    (FULL, bytes(range(256)) * 40, "application/xml", "not well-formed"),
    (FULL, section("744.1", "(a) A.").encode()[:60], "application/xml", "not well-formed"),
    (FULL, section("744.11", "(a) A."), "application/xml", "744.11"),
    (FULL, f"<DIV5 N='744'>{section('744.11')}</DIV5>", "application/xml", "744.11"),
    (
        FULL,
        f"<DIV5 N='744'>{section('744.1')}{section('744.2')}</DIV5>",
        "application/xml",
        "root element is DIV5",
    ),
    (
        FULL,
        f"<DIV5>{section('744.1')}{section('744.1')}</DIV5>",
        "application/xml",
        "root element is DIV5",
    ),
    (FULL, section("744.1").replace("DIV8", "DIV9"), "application/xml", "root element is DIV9"),
    (
        FULL,
        '<!DOCTYPE x [<!ENTITY a "b">]><DIV8 N="744.1">&a;</DIV8>',
        "application/xml",
        "entities",
    ),
    (FULL, section("744.1") + section("744.1"), "application/xml", "not well-formed"),
    (
        FULL,
        section("744.1").replace("</DIV8>", section("744.1") + "</DIV8>"),
        "application/xml",
        "is in the answer twice",
    ),
    (
        FULL,
        section("744.1").replace("</DIV8>", MANY + "</DIV8>"),
        "application/xml",
        "1,000,007 tags, more than the 1,000,000",
    ),
    (
        subjects.BisPage("/x"),
        f"<html><title>A</title><main>{MANY}</main></html>",
        "text/html",
        "tags, more than the 1,000,000",
    ),
    (
        subjects.Listing("/x"),
        f'<html><a href="/press-release/x">X</a>{MANY}</html>',
        "text/html",
        "tags, more than the 1,000,000",
    ),
    (
        subjects.Sitemap("/x.xml"),
        f"<urlset>{MANY}</urlset>",
        "application/xml",
        "tags, more than the 1,000,000",
    ),
    (FULL, '<DIV8 N="744.1" TYPE="SECTION"/>', "application/xml", "has no heading"),
    (FULL, section("744.1", "(a) A.").strip() + "x", "application/xml", "not well-formed"),
    (FULL, section("744.1"), "text/html", "the content type is text/html"),
    (FULL, section("744.1"), "", "the content type is missing"),
    (
        subjects.Full(15, "744", "appendix", ENTITY_LIST, date(2021, 1, 5)),
        entities("A").replace("No. 4", "No. 5"),
        "text/xml",
        "No. 5",
    ),
    (subjects.Titles(), b'{"titles": []}', "application/json", "list of titles is empty"),
    (subjects.Titles(), b"[1]", "application/json", "not an object"),
    (subjects.Titles(), TITLES[:20], "application/json", "not JSON"),
    (
        subjects.Versions(15, "page=1"),
        b'{"content_versions": [], "meta": {"title": "16"}}',
        "application/json",
        "title 16",
    ),
    (subjects.Versions(15, "page=1"), b'{"error": "x"}', "application/json", "content_versions"),
    (
        SEARCH,
        b'{"count": 1, "results": [{"document_number": "1-1", "title": "A", "type": "Rule"}]}',
        "application/json",
        "outside the days",
    ),
    (SEARCH, search_of("2021-13-45", "2021-01-05x"), "application/json", "is not a date"),
    (
        SEARCH,
        search_of("2021-01-05", "1999-01-01", "1999-01-02"),
        "application/json",
        "outside the days",
    ),
    (
        subjects.Text("1-2"),
        DOWN.replace("Scheduled maintenance", "Hello"),
        "text/html",
        "has no full text",
    ),
    (subjects.Text("1-2"), bytes(range(256)) * 40, "application/xml", "not text"),
    (subjects.Listing("/x"), b"<html><body>Hello</body></html>", "text/html", "no listing"),
    (subjects.Notices("/x"), b"<html><body>Hello</body></html>", "text/html", "no list of notices"),
    (
        subjects.BisPage("/x"),
        b"<html><title>Page not found | Bureau</title><main>Sorry</main></html>",
        "text/html",
        "it does not exist",
    ),
    (subjects.BisPage("/x"), b"<html><head></head></html>", "text/html", "has no title"),
    (
        subjects.BisPage("/x.pdf"),
        b"<html><title>Guidance</title><main>Sorry</main></html>",
        "text/html",
        "the content type is text/html",
    ),
    (subjects.BisPage("/x.pdf"), b"%PDF-1.4 and no more", "application/pdf", "the PDF is damaged"),
    (
        subjects.BisPage("/x.pdf"),
        b"x",
        "application/octet-stream",
        "the content type is application/octet-stream",
    ),
    (subjects.Listing("/x"), b'{"entries": 1}', "application/json", "no listing"),
    (subjects.Listing("/x"), b'{"listing": 1}', "application/json", "must be a list"),
    (
        subjects.Sitemap("/sitemap.xml"),
        b"<html><body>Hello</body></html>",
        "text/html",
        "the content type is text/html",
    ),
    (subjects.Sitemap("/sitemap.xml"), b"<feed/>", "application/xml", "the root element is feed"),
]


@pytest.mark.parametrize(
    ("subject", "body", "kind", "why"), WRONG, ids=lambda value: str(value)[:30]
)
def test_what_is_no_answer_is_refused(
    subject: subjects.Subject, body: bytes | str, kind: str, why: str
) -> None:
    with pytest.raises(RefusedError, match=why):
        judging.admit(asked(subject), answer(subject, body, kind))


def test_answer_from_another_host_is_refused() -> None:
    with pytest.raises(RefusedError, match="not asked"):
        judging.admit(
            asked(FULL),
            answer(FULL, section("744.1"), "application/xml", url="http://evil.example/x"),
        )
    official = asked(subjects.BisPage("/x"), url="https://media.bis.gov/x")
    judging.admit(
        official,
        answer(
            subjects.BisPage("/x"),
            "<html><main><h1>A</h1></main></html>",
            "text/html",
            url="https://www.bis.gov/x",
        ),
    )


PDF = made_pdf(("Guidance on gears",))
TAKEN = [
    (subjects.BisPage("/a.pdf"), PDF, "application/pdf"),
    (subjects.BisPage("/a.pdf"), PDF, "application/octet-stream"),
    (subjects.BisPage("/media/documents/a"), PDF, "application/pdf"),
    (
        subjects.Listing("/x"),
        bis.extract(page({"nodes": [{"path": "/press-release/a", "title": "A"}]})),
        "application/json",
    ),
    (subjects.Sitemap("/sitemap.xml"), urls(("https://media.bis.gov/a", None)), "text/xml"),
    (
        subjects.Sitemap("/s.xml.gz"),
        gzip.compress(urls(("https://media.bis.gov/a", None)), mtime=0),
        "application/gzip",
    ),
]


@pytest.mark.parametrize(("subject", "body", "kind"), TAKEN, ids=lambda value: str(value)[:30])
def test_pdfs_sitemaps_and_extracted_listings_are_answers(
    subject: subjects.Subject, body: bytes, kind: str
) -> None:
    judging.admit(asked(subject), answer(subject, body, kind))


def test_answer_to_another_question_is_refused() -> None:
    with pytest.raises(RefusedError):
        judging.admit(asked(subjects.Titles()), answer(FULL, TITLES, "application/json"))


PAST = (
    b'{"error":"The requested date 2026-09-19 is past the title\'s most recent issue date of'
    b' 2026-09-18, see ..."}'
)
GONE = b'{"error":"No matching content found."}'


@pytest.mark.parametrize(
    ("subject", "body", "optional", "expected"),
    [
        (FULL, GONE, False, "no-content"),
        (FULL, PAST, False, "not-yet"),
        (FULL, b"<html><title>Not found</title></html>", False, None),
        (FULL, BLOCK.encode(), False, None),
        (subjects.Text("1-1"), b"<html>x</html>", True, "no-content"),
        (subjects.Text("1-1"), b"", True, "no-content"),
        (subjects.Text("1-1"), BLOCK.encode(), True, None),
        (subjects.Titles(), GONE, False, None),
    ],
)
def test_meaning_of_a_missing_page(
    subject: subjects.Subject, body: bytes, optional: bool, expected: str | None
) -> None:
    assert (
        judging.missing(
            asked(subject, optional=optional), answer(subject, body, "text/html", status=404)
        )
        == expected
    )


def test_missing_page_that_must_be_there_is_refused() -> None:
    with pytest.raises(RefusedError, match="HTTP 404"):
        judging.admit(
            asked(subjects.Titles()),
            answer(subjects.Titles(), GONE, "application/json", status=404),
        )


# ---- doubts

LIST = "15 CFR 744 Supp. 4"


def supplement(kind: str, count: int, name: str = LIST) -> Node:
    return node(
        name,
        "provision",
        "",
        children=tuple(node(f"{name}, {n}", kind, f"text {n}") for n in range(count)),
    )  # type: ignore[arg-type]


def doubts(
    new: Node, held: Node | None, facts: Facts | None = None, **limits: float
) -> tuple[str, ...]:
    return gate.doubts(new, held, facts or Facts(), Thresholds(**limits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("had", "has", "doubted"),
    [
        (100, 95, False),
        (100, 94, True),
        (100, 0, True),
        (8, 3, False),
        (8, 2, True),
        (50, 90, False),
    ],
)
def test_supplement_that_loses_a_share_of_its_units_is_doubted(
    had: int, has: int, doubted: bool
) -> None:
    assert bool(doubts(supplement("entity", has), supplement("entity", had))) is doubted


def test_share_is_measured_for_each_kind_of_unit() -> None:
    held = node(
        LIST,
        "provision",
        "",
        children=supplement("paragraph", 1000).children + supplement("entity", 40).children,
    )
    new = node(
        LIST,
        "provision",
        "",
        children=supplement("paragraph", 1000).children + supplement("entity", 30).children,
    )
    assert doubts(new, held) == ("the text lost 10 of 40 units of kind entity",)


def test_section_may_lose_paragraphs_but_not_its_whole_text() -> None:
    name = "15 CFR 744.1"
    held = supplement("paragraph", 20, name)
    assert doubts(supplement("paragraph", 2, name), held) == ()
    assert doubts(supplement("paragraph", 0, name), held) == (
        "the whole text is gone (it had 20 units)",
    )
    assert doubts(supplement("paragraph", 0, name), supplement("paragraph", 1, name)) == (
        "the whole text is gone (it had 1 unit)",
    )
    reserved = node(
        name, "provision", "", children=(node(f"{name} heading", "heading", "§ 744.1 [Reserved]"),)
    )
    assert doubts(reserved, held) == ()


def test_first_text_is_not_doubted_for_what_it_lacks() -> None:
    facts = gate.load(*config.Config().key_facts())
    assert doubts(supplement("entity", 2), None, facts) == ()


def test_key_fact_that_vanishes_is_a_doubt_and_one_that_never_held_is_none() -> None:
    facts = Facts(
        (
            Fact(LIST, f"{LIST}, 3", True, "row 3 exists"),
            Fact(LIST, f"{LIST}, 9", False, "row 9 does not"),
        )
    )
    assert doubts(supplement("entity", 3), supplement("entity", 4), facts) == (
        "a key fact no longer holds: row 3 exists",
    )
    assert doubts(supplement("entity", 10), supplement("entity", 4), facts) == (
        "a key fact no longer holds: row 9 does not",
    )
    assert doubts(supplement("entity", 3), supplement("entity", 2), facts) == ()


def test_list_that_drops_below_its_floor_is_a_doubt() -> None:
    facts = Facts(floors=(Floor(LIST, "entity", 100),))
    assert doubts(supplement("entity", 99), supplement("entity", 100), facts) == (
        f"a key fact no longer holds: {LIST} has at least 100 units of kind entity",
    )
    assert doubts(supplement("entity", 98), supplement("entity", 99), facts) == ()


def test_built_in_facts_are_addresses_that_can_be_read() -> None:
    facts = gate.load(*config.Config().key_facts())
    assert facts.facts
    for fact in facts.facts:
        assert str(names.parse(fact.unit)) == fact.unit
        assert fact.unit.startswith(fact.provision)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("fact = 1", "fact: must be a list"),
        ('[[fact]]\nprovision = "x"\nsays = "y"', "give either"),
        ('[[fact]]\nprovision = "x"\nhas = "a"\nlacks = "b"\nsays = "y"', "give either"),
        ('[[floor]]\nprovision = "x"\nunit = "row"\nat_least = 0', r"floor\[0\].at_least"),
        ("[[fact", "not TOML"),
        ("nonsense = 1", "nonsense: unknown"),
    ],
)
def test_mistakes_in_key_facts_are_told(text: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        gate.load(text.encode(), "facts.toml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[FR Doc. 2021–00001 Filed 1–1–21; 8:45 am]", None),
        ("Revision of invented controls. No number at all.", None),
        (
            "Site under construction, please come back.",
            "the text names neither 2021-00001 nor its title",
        ),
        ("[[[[", "the text names neither 2021-00001 nor its title"),
        (
            "Revision of invented controls [FR Doc. 2021-00002 Filed]",
            "the text names 2021-00002, not 2021-00001",
        ),
        ("End of another [FR Doc. 2021-00002 Filed] Ours [FR Doc. 2021-00001 Filed]", None),
    ],
)
def test_text_of_another_document_is_doubted(text: str, why: str | None) -> None:
    assert gate.text_doubts(text, "2021-00001", "Revision of Invented Controls") == (
        (why,) if why else ()
    )


# ---- shapes of tables


def table(*rows: str, head: str = "<TR><TH>A</TH><TH>B</TH></TR>") -> bytes:
    body = "".join(f"<TR>{row}</TR>" for row in rows)
    return f"<DIV9><TABLE><THEAD>{head}</THEAD><TBODY>{body}</TBODY></TABLE></DIV9>".encode()


@pytest.mark.parametrize(
    ("body", "overfull", "doubled"),
    [
        (table("<TD>1</TD><TD>2</TD>"), 0, 0),
        (table("<TD>1</TD><TD>2</TD><TD>3</TD>"), 1, 0),
        (table("<TD>1</TD><TD>2</TD><TD> </TD>"), 0, 0),
        (table("<TD>1</TD><TD>2</TD><TD>3</TD><TD>4</TD>"), 1, 1),
        (table('<TD colspan="2">1</TD>'), 0, 0),
        (table('<TD colspan="2">1</TD>', head='<TR><TH colspan="2">A</TH></TR>'), 0, 0),
        (table("<TD>1</TD>"), 0, 0),
        (
            table(
                "<TD>1</TD><TD>2</TD>",
                "<TD>1</TD><TD>2</TD>",
                "<TD>1</TD><TD>2</TD><TD>3</TD><TD>4</TD>",
                head="",
            ),
            1,
            1,
        ),
    ],
)
def test_rows_with_more_cells_than_columns_are_counted(
    body: bytes, overfull: int, doubled: int
) -> None:
    found = shape(body, "x")
    assert (found.overfull, found.doubled) == (overfull, doubled)


def test_glued_rows_are_doubted_against_what_is_held_and_at_first_sight() -> None:
    whole, glued = entities("A", "B", "C").encode(), entities("A", "B", "C", glued=True).encode()
    new = structure.parse_provision(glued, "x", 15)
    old = structure.parse_provision(whole, "x", 15)
    assert (
        "glued"
        in gate.doubts(new, old, Facts(), Thresholds(), (shape(glued, "x"), shape(whole, "x")))[0]
    )
    assert "glued" in gate.doubts(new, None, Facts(), Thresholds(), (shape(glued, "x"), None))[0]
    assert (
        gate.doubts(old, new, Facts(), Thresholds(), (shape(whole, "x"), shape(glued, "x"))) == ()
    )


def _cut(text: str, row: int) -> str:
    """Take the last cell out of one row of an Entity List."""
    rows = text.split("</TR>")
    rows[row] = rows[row].rpartition("<TD>")[0]
    return "</TR>".join(rows)


NAMES = [f"Acme {number} Ltd." for number in range(30)]
WHOLE = entities(*NAMES)
COLUMN = WHOLE.replace("<TH>Federal Register citation</TH>", "").replace("<TD>85 FR 1.</TD>", "")
ROWS = WHOLE[WHOLE.index("<TBODY>") + len("<TBODY>") : WHOLE.index("</TBODY>")]


@pytest.mark.parametrize(
    ("served", "why"),
    [
        (
            _cut(WHOLE, 7),
            "1 table row has fewer cells than columns, which was not so before: cells may be lost",
        ),
        (
            WHOLE.replace("<TD>85 FR 1.</TD>", ""),
            (
                "30 table rows have fewer cells than columns, which was not so before: cells may be"
                " lost"
            ),
        ),
        (COLUMN, "table 1 has 4 columns where it had 5"),
        (WHOLE.replace("</TBODY>", f"{ROWS}</TBODY>"), "30 units are in the text twice"),
    ],
)
def test_table_whose_rows_change_their_cells_or_stand_there_twice_is_doubted(
    served: str, why: str
) -> None:
    new, old = (structure.parse_provision(text.encode(), "x", 15) for text in (served, WHOLE))
    assert why in gate.doubts(
        new, old, Facts(), Thresholds(), (shape(served.encode(), "x"), shape(WHOLE.encode(), "x"))
    )


# ---- the recorded data


def repaired(corpus: Path) -> tuple[str, str]:
    """Return the rows of the recorded repair as they were served first, and as they were
    repaired."""
    lines = (
        (corpus / "ecfr/repairs/011-backport-tr-fix/001.patch")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    body = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return tuple("\n".join(line[1:] for line in body if line[:1] in (" ", sign)) for sign in "-+")  # type: ignore[return-value]


def test_recorded_glued_row_is_doubted_and_its_repair_is_not(corpus: Path) -> None:
    head = "<TR>" + "".join(f"<TH>{name}</TH>" for name in "ABCDE") + "</TR>"
    rows = "".join(f"<TR>{'<TD>x</TD>' * 5}</TR>" for _ in range(3))
    shapes = []
    for text in repaired(corpus):
        start = "<TR><TD>PAKISTAN</TD><TD>Acme</TD><TD>All</TD><TD>Denial</TD>"
        page = (
            f"<DIV9><TABLE><THEAD>{head}</THEAD><TBODY>{rows}{start}{text}</TBODY></TABLE></DIV9>"
        )
        shapes.append(shape(page.encode(), "x"))
    assert (shapes[0].doubled, shapes[1].doubled, shapes[1].overfull) == (1, 0, 0)


def test_nothing_of_the_recorded_world_is_doubted(corpus: Path) -> None:
    facts = gate.load(*config.Config().key_facts())
    for folder in sorted((corpus / "world/ecfr/title-15").glob("*/Supplement*")):
        held: tuple[Node, gate.Shape] | None = None
        for file in sorted(folder.glob("*.xml"))[-8:]:
            body = file.read_bytes()
            new, rows = structure.parse_provision(body, file.name, 15), shape(body, file.name)
            assert (
                gate.doubts(
                    new,
                    held[0] if held else None,
                    facts,
                    Thresholds(),
                    (rows, held[1] if held else None),
                )
                == ()
            )
            held = (new, rows)


def test_recorded_block_page_is_refused(corpus: Path) -> None:
    body = (corpus / "pages/request-access.RECONSTRUCTED.html").read_bytes()
    for subject in (FULL, SEARCH, subjects.Text("1-1"), subjects.BisPage("/x")):
        with pytest.raises(RefusedError, match="block page"):
            judging.admit(asked(subject), answer(subject, body, "text/html"))
