"""The laws of the diff, on drawn trees: what holds for every two texts whatsoever."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.diff.builders import DIVERSION, RECORDS, SECTION, paragraph, section
from tests.strategies import amendments, forests
from tests.trees import node
from tracker.diff import apply, diff, edits
from tracker.model import Change, Node, full_text

_MIRRORED = {"added": "removed", "removed": "added"}
_SIGNS = {"=": "=", "-": "+", "+": "-"}


def mirrored(change: Change) -> Change:
    """Return how the same change reads backwards."""
    moved = change.old_address is not None
    words = [(_SIGNS[sign], text) for sign, text in change.words]
    ordered: list[tuple[str, str]] = []
    for sign, text in words:
        if sign == "-" and ordered and ordered[-1][0] == "+":
            ordered.insert(-1, (sign, text))
        else:
            ordered.append((sign, text))
    return Change(
        change.old_address if moved else change.address,  # type: ignore[arg-type]  # moved says that it is no None
        change.unit,
        _MIRRORED.get(change.kind, change.kind),  # type: ignore[arg-type]  # both are kinds
        change.address if moved else None,
        change.after,
        change.before,
        tuple(ordered),  # type: ignore[arg-type]  # signs of spans
        change.noise,
    )


@given(forests())
def test_a_diff_with_itself_is_empty(forest: tuple[Node, ...]) -> None:
    assert diff(forest, forest) == ()
    assert edits(forest, forest) == ()


@given(amendments())
def test_the_instructions_make_the_new_text_from_the_old(
    pair: tuple[tuple[Node, ...], tuple[Node, ...]],
) -> None:
    old, new = pair
    assert apply(edits(old, new), old) == new


def _shared(unit: Node, held: dict[Node, Node]) -> Node:
    """Return an equal unit made of units that are `held` already, wherever there is one."""
    if unit in held:
        return held[unit]
    below = tuple(_shared(child, held) for child in unit.children)
    return held.setdefault(unit, replace(unit, children=below))


@given(amendments())
def test_units_that_both_texts_share_in_memory_change_nothing(
    pair: tuple[tuple[Node, ...], tuple[Node, ...]],
) -> None:
    old, new = pair
    held = {unit: unit for root in old for unit in root.walk()}
    assert diff(old, tuple(_shared(root, held) for root in new)) == diff(old, new)


@given(amendments())
def test_the_diff_backwards_is_the_mirror_image(
    pair: tuple[tuple[Node, ...], tuple[Node, ...]],
) -> None:
    old, new = pair
    assert Counter(diff(new, old)) == Counter(mirrored(change) for change in diff(old, new))


_ALIKE = (
    RECORDS,
    RECORDS.replace("every", "each"),
    RECORDS.replace("every", "each").replace("five", "ten"),
    RECORDS.replace("five", "ten"),
    RECORDS.replace("exporter", "forwarder"),
    DIVERSION,
    "[Reserved]",
    "",
)


@st.composite
def crowds(draw: st.DrawFn) -> Node:
    """Draw a section whose units say one of few texts, so that nearly each has copies."""

    def below(home: str, labels: str, most: int) -> list[Node]:
        chosen = draw(st.lists(st.sampled_from(labels), unique=True, max_size=most))
        return [unit(f"{home}({label})", labels) for label in chosen]

    def unit(place: str, labels: str) -> Node:
        kept = below(place, "123", 2) if labels == "abcde" else []
        return paragraph(place, draw(st.sampled_from(_ALIKE)), *kept)

    rest = [
        *draw(
            st.sampled_from(
                (
                    [],
                    [node(f"{SECTION} p1", "paragraph", _ALIKE[0])],
                    [node(f"{SECTION} p1", "paragraph", _ALIKE[1])],
                )
            )
        ),
        *draw(
            st.sampled_from(
                (
                    [],
                    [node(f"{SECTION} note 1", "note", _ALIKE[0])],
                    [node(f"{SECTION} note 1", "note", _ALIKE[3])],
                )
            )
        ),
    ]
    return section(*below("", "abcde", 4), *rest)


@given(crowds(), crowds())
def test_among_copies_the_diff_backwards_is_the_mirror_image(old: Node, new: Node) -> None:
    forwards = (mirrored(change) for change in diff((old,), (new,)))
    assert Counter(map(_of_any_kind, diff((new,), (old,)))) == Counter(map(_of_any_kind, forwards))


def _of_any_kind(change: Change) -> Change:
    """Leave out of which kind a unit is.

    A note that became a paragraph is told as what it became, in either direction.
    """
    return replace(change, unit="paragraph")


@given(amendments())
def test_the_words_of_every_change_rebuild_both_texts(
    pair: tuple[tuple[Node, ...], tuple[Node, ...]],
) -> None:
    for change in diff(*pair):
        assert "".join(text for sign, text in change.words if sign != "+") == (change.before or "")
        assert "".join(text for sign, text in change.words if sign != "-") == (change.after or "")


@given(amendments())
def test_every_change_quotes_the_units_it_names(
    pair: tuple[tuple[Node, ...], tuple[Node, ...]],
) -> None:
    old, new = ({unit.address: unit for root in forest for unit in root.walk()} for forest in pair)
    for change in diff(*pair):
        if change.noise == "order":
            continue
        if change.kind in ("amended", "editorial"):
            continue
        if change.kind != "removed" and change.unit != "provision":
            assert _quotes(new[change.address], change.after)
        if change.kind != "added" and change.unit != "provision":
            assert _quotes(old[change.old_address or change.address], change.before)


def _quotes(unit: Node, text: str | None) -> bool:
    """Tell whether a text is that of the unit, or without units told elsewhere."""
    return text == full_text(unit) or (text or "").startswith(unit.text)


@given(amendments())
def test_a_text_that_differs_is_never_silent(
    pair: tuple[tuple[Node, ...], tuple[Node, ...]],
) -> None:
    old, new = pair
    if [unit.fingerprint for unit in sorted(old, key=lambda unit: unit.address)] != [
        unit.fingerprint for unit in sorted(new, key=lambda unit: unit.address)
    ] and sorted(_texts(old)) != sorted(_texts(new)):
        assert diff(old, new)


def _texts(forest: tuple[Node, ...]) -> list[str]:
    """Return what the units say; one that says nothing may come and go untold."""
    return [unit.text for root in forest for unit in root.walk() if unit.text]
