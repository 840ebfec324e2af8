"""Every printed form of a citation is read, and what only looks like one is not: see forms.toml."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tracker.citations import Citation, find

FORMS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("forms.toml").read_text(encoding="utf-8")
)["form"]
PLACE = ("start", "end", "phrase")


def described(cited: Citation) -> dict[str, Any]:
    """Return a citation as forms.toml writes it: what is not given is left out."""
    values = {
        field.name: getattr(cited, field.name) for field in fields(cited) if field.name not in PLACE
    }
    told = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, "", (), False)
    }
    return {"kind": cited.kind, "prints": str(cited), **told}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: ascii(form["text"])[1:61])
def test_a_printed_form_is_read_as_exactly_what_it_cites(form: dict[str, Any]) -> None:
    assert [described(cited) for cited in find(form["text"])] == form["cites"]


def test_there_are_two_hundred_forms_and_sixty_false_friends() -> None:
    cited = [form for form in FORMS if form["cites"]]
    assert len(cited) >= 200
    assert len(FORMS) - len(cited) >= 60
    assert len({form["text"] for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: ascii(form["text"])[1:61])
def test_a_form_is_read_the_same_between_other_words(form: dict[str, Any]) -> None:
    text = f"Before it; {form['text']}\n\nAnd after."
    assert [described(cited) for cited in find(text)] == form["cites"]
