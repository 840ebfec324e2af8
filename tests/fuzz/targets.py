"""Every reader of outside bytes, and sound bytes for each to begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.poll import small_world
from tests.readers import bis, ecfr, federal_register, sitemap
from tests.readers.judging import shape
from tests.sources.pdfs import pdf as made_pdf
from tests.sources.samples import urls
from tracker import structure
from tracker.compare import compare
from tracker.errors import TrackerError
from tracker.forms import pdf

TEXTS = Path(__file__).resolve().parents[2] / "tracker/demo/world/ecfr"
XML = tuple(sorted(path.read_bytes() for path in TEXTS.rglob("*.xml")))
_SOUND = small_world.section("744.1", "(a) <I>One.</I>—(1) Two.").encode()


def _texts(data: bytes) -> None:
    for unit in structure.parse_file(data, "sample"):
        structure.full_text(unit)
    shape(data, "sample")


def _listing(data: bytes) -> None:
    bis.listing(data, "sample", ("/press-release/",))


def _same_after_extraction(data: bytes) -> None:
    whole = bis.listing(data, "sample", ("/press-release/",))
    assert bis.listing(bis.extract(data, "sample"), "sample", ("/press-release/",)) == whole


def _inspection(data: bytes) -> None:
    federal_register.inspection(data, "sample", ("industry-and-security-bureau",))


TARGETS: dict[str, Callable[[bytes], object]] = {
    "text": _texts,
    "provision": lambda data: structure.parse_provision(data, "sample", 15),
    "compare": lambda data: compare(_SOUND, data, "old", "new", 15),
    "titles": lambda data: ecfr.titles(data, "sample"),
    "versions": lambda data: ecfr.versions_page(data, "sample"),
    "search": lambda data: federal_register.search_page(data, "sample"),
    "inspection": _inspection,
    "full-text": lambda data: federal_register.text(data, "sample"),
    "listing": _listing,
    "notices": lambda data: bis.notices(data, "/notices", "sample"),
    "page": lambda data: bis.page(data, "/press-release/x", "sample"),
    "extract": _same_after_extraction,
    "sitemap": lambda data: sitemap.read(data, "https://www.bis.gov/sitemap.xml"),
    "pdf": lambda data: pdf.page(data, "https://www.bis.gov/x.pdf", "sample"),
}


_INVENTED = {
    "sitemap": (urls(("https://media.bis.gov/a", "2026-08-01"), ("https://www.bis.gov/b", None)),),
    "pdf": (made_pdf(("Guidance on gears", "of brass"), ("Second page",), title="Gears"),),
}


def _answers(target: str) -> tuple[bytes, ...]:
    world = small_world.world()
    fields = "&".join(f"fields[]={name}" for name in federal_register.FIELDS)
    asked = {
        "titles": "/ecfr/api/versioner/v1/titles.json",
        "versions": "/ecfr/api/versioner/v1/versions/title-15.json",
        "search": f"/fr/api/v1/documents.json?per_page=9&page=1&{fields}",
        "inspection": "/fr/api/v1/public-inspection-documents/current.json",
        "full-text": "/fr/documents/full_text/text/2021/01/04/2021-00001.txt",
        "listing": "/bis/news-updates",
        "notices": "/bis/regulations/federal-register-notices",
        "page": "/bis/press-release/first-inc.",
        "extract": "/bis/news-updates",
    }
    return (world.answer(asked[target], None)[2],)


def seeds(target: str) -> tuple[bytes, ...]:
    """Return sound bytes for a target."""
    if target in _INVENTED:
        return _INVENTED[target]
    return XML if target in ("text", "provision", "compare") else _answers(target)


def read(target: str, data: bytes) -> bool:
    """Tell whether a target takes the bytes; it may refuse them with an error of ours and with
    nothing else."""
    try:
        TARGETS[target](data)
    except TrackerError:
        return False
    return True
