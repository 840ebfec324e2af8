"""Tags on the recorded data: the labelled examples, what must and must not match, whole issues and
titles that are none of ours."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.eval_tags import Score, as_published, as_told, labelled, score
from tests.meaning_samples import TAXONOMY, added, document, recorded_documents
from tests.work import growth, steps
from tracker import diff, tag
from tracker.model import Change, Tag
from tracker.structure import parse_provision
from tracker.tag.body import own, preamble

pytestmark = pytest.mark.corpus


def _said(corpus: Path) -> list[tuple[str, str, str]]:
    """Return each tag with the sentence that should match it and the one that should not, as the
    domain notes give them."""
    notes = (corpus.parent / "domain/TAXONOMY.md").read_text(encoding="utf-8")
    found = re.findall(r"^## \d+\. `([a-z0-9.-]+)`(.*?)(?=^## )", notes, re.MULTILINE | re.DOTALL)
    pairs = [
        (name, re.findall(r'\*\*Should (?:match|not)\.\*\* "([^"]+)"', body))
        for name, body in found
    ]
    return [(name, both[0], both[1]) for name, both in pairs]


def _ways(sentence: str) -> dict[str, tuple[Tag, ...]]:
    """Return the tags of one sentence as a title, as an abstract, and as an added paragraph."""
    return {
        "title": tag.tags_of_document(document(title=sentence), TAXONOMY),
        "abstract": tag.tags_of_document(document(title="Notice", abstract=sentence), TAXONOMY),
        "change": tag.tags_of_change(added(sentence), TAXONOMY),
    }


def test_every_sentence_that_should_match_matches_in_every_field(corpus: Path) -> None:
    said = _said(corpus)
    assert len(said) == len(TAXONOMY.tags)
    assert [
        (name, way)
        for name, yes, _ in said
        for way, tags in _ways(yes).items()
        if name not in {tag.tag for tag in tags}
    ] == []


def test_no_sentence_that_should_not_match_gets_any_tag(corpus: Path) -> None:
    assert [
        (way, no, tags) for _, _, no in _said(corpus) for way, tags in _ways(no).items() if tags
    ] == []


@pytest.mark.parametrize(
    ("form", "precision", "recall"), [("as published", 0.88, 0.72), ("as told", 0.90, 0.78)]
)
def test_the_labelled_examples_are_found(
    corpus: Path, form: str, precision: float, recall: float
) -> None:
    rows = labelled(corpus)
    made: Score = score(
        rows,
        as_published(recorded_documents(corpus)) if form == "as published" else as_told,
        TAXONOMY,
    )
    sys.stdout.write(f"\n{form}\n{made}\n")
    assert (made.precision >= precision, made.recall >= recall) == (True, True), str(made)


def test_no_hard_negative_gets_a_tag(corpus: Path) -> None:
    documents = as_published(recorded_documents(corpus))
    negatives = [row for row in labelled(corpus) if row["id"].startswith("N")]
    assert negatives
    told = [record for row in negatives for record in (as_told(row), documents(row)) if record]
    assert [
        (record.title, tag.tags_of_document(record, TAXONOMY))
        for record in told
        if tag.tags_of_document(record, TAXONOMY)
    ] == []


def test_a_whole_issue_of_other_agencies_gets_no_tag_and_is_not_kept(corpus: Path) -> None:
    issue = etree.parse(str(corpus / "fr/xml/FR-2024-02-12.current.xml"))
    kept: list[str] = []
    for element in issue.iter("RULE", "PRORULE", "NOTICE", "PRESDOCU"):
        title = " ".join(
            " ".join("".join(node.itertext()).split()) for node in element.iter("SUBJECT")
        )
        summary = " ".join(
            " ".join("".join(node.itertext()).split()) for node in element.iter("SUM")
        )
        body = "\n".join(
            " ".join("".join(node.itertext()).split()) for node in element.iter("P", "HD")
        )
        one = document(
            title=title, abstract=summary or None, text=body, agencies=("Commerce Department",)
        )
        if tag.tags_of_document(one, TAXONOMY) or tag.keeps(one, TAXONOMY):
            kept.append(title)
    assert kept == []


@pytest.mark.parametrize("name", ["title-1.2024-01-01", "title-4.2024-01-01"])
def test_the_text_of_other_titles_gets_no_tag(corpus: Path, name: str) -> None:
    title = etree.parse(str(corpus / f"ecfr/other-titles/{name}.xml"))
    texts = [" ".join("".join(element.itertext()).split()) for element in title.iter("P")]
    tagged = [
        (given_tag, text)
        for text in texts
        if text
        for given_tag in tag.tags_of_change(added(text, "1 CFR 1.1 p1"), TAXONOMY)
    ]
    assert tagged == []


def test_every_tag_is_an_exact_slice_of_the_field_that_it_names(corpus: Path) -> None:
    for record in recorded_documents(corpus).values():
        fields = {"title": record.title, "abstract": record.abstract, "body": record.text}
        for found in tag.tags_of_document(record, TAXONOMY):
            text = fields[found.where]
            assert text is not None
            assert text[found.start : found.end] == found.text != ""


def _ccl_changes(corpus: Path, old: str, new: str) -> tuple[Change, ...]:
    folder = corpus / "world/ecfr/title-15/part-774/Supplement_No._1_to_Part_774"
    trees = [parse_provision((folder / f"{day}.xml").read_bytes(), day, 15) for day in (old, new)]
    return diff.diff((trees[0],), (trees[1],))


def test_changes_of_the_control_list_are_tagged_exactly_and_with_little_work(corpus: Path) -> None:
    changes = _ccl_changes(corpus, "2023-10-18", "2023-12-08")
    tagged = [(change, tag.tags_of_change(change, TAXONOMY)) for change in changes]
    letters = sum(len(text) for change in changes for text in (change.before, change.after) if text)
    assert steps(lambda: [tag.tags_of_change(change, TAXONOMY) for change in changes]) < 4 * letters
    for change, tags in tagged:
        for found in tags:
            text = change.after if found.where == "after" else change.before
            assert text is not None
            assert text[found.start : found.end] == found.text != ""
    thresholds = [
        change
        for change, tags in tagged
        if change.address.startswith("15 CFR 774 Supp. 1, 3A090") and change.kind != "editorial"
    ]
    assert thresholds
    assert all(
        "items.chip-thresholds" in {found.tag for found in dict(tagged)[change]}
        for change in thresholds
    )


def test_twice_as_long_a_rule_is_twice_the_work(corpus: Path) -> None:
    longest = max(
        recorded_documents(corpus).values(), key=lambda document: len(document.text or "")
    )
    text = longest.text or ""
    start, end = preamble(text, own(text, longest.document_number))
    assert end - start > 50_000

    def read(times: int) -> None:
        longer = replace(longest, text=text[:start] + text[start:end] * times + text[end:])
        assert tag.tags_of_document(longer, TAXONOMY)

    assert growth(read, 1) < 2.5
    assert steps(lambda: read(1)) < 2 * len(text)
