"""What a digest counts rather than shows: editorial, restated, quarantined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tracker import plain, sources
from tracker.digest import budget, links
from tracker.digest.values import Brief, Folded, Link
from tracker.digest.wording import count, cut, day, moment, sentence
from tracker.recorded import RecordedChange
from tracker.redline.names import noise_word, printed


def editorial(changes: Sequence[RecordedChange], room: int) -> Folded | None:
    """Count editorial changes by what they are and by provision.

    The law is the same before and after them.
    """
    if not changes:
        return None
    provisions: dict[str, list[RecordedChange]] = {}
    for change in changes:
        provisions.setdefault(change.provision, []).append(change)
    number = f"{count(len(changes), 'editorial change')} in {count(len(provisions), 'provision')}"
    said = f"{number}, with the same words to a lawyer: {_noises(changes)}"
    lines = [
        Brief(
            Link(
                provision,
                links.ecfr(
                    provision, max((change.to for change in given if change.to), default=None)
                ),
            ),
            _noises(given),
        )
        for provision, given in provisions.items()
    ]
    return _fitted(sentence(said), lines, room, "provision")


def _noises(changes: Iterable[RecordedChange]) -> str:
    counts = Counter(
        noise_word(change.change.noise) if change.change.noise else "unclassified"
        for change in changes
    )
    return ", ".join(f"{noise} ({number:,})" for noise, number in counts.most_common())


def restated(changes: Sequence[RecordedChange], room: int) -> Folded | None:
    """Tell which versions a source restated: other text for a day served before."""
    if not changes:
        return None
    units = f"{count(len(changes), 'unit')} {plain.verb(len(changes), 'was')} restated"
    said = (
        f"{units}: a source now serves other text for a version that it had served before. This is"
        " not a change of law"
    )
    return _fitted(sentence(said), [_restated(change) for change in changes], room, "unit")


def _restated(change: RecordedChange) -> Brief:
    on = f"version of {day(change.to)}; " if change.to else ""
    captures = f"captures {change.old_capture or 'unknown'} and {change.new_capture or 'unknown'}"
    words = " ".join(
        f"[-{text}-]" if mark == "-" else f"{{+{text}+}}"
        for mark, text in change.change.words
        if mark != "="
    )
    shown = f": {cut(words, 200)}" if words else ""
    return Brief(
        Link(cut(printed(change.change.address), 160), links.ecfr(change.provision, change.to)),
        f"{on}{captures}{shown}",
    )


def quarantined(answers: Sequence[object], room: int) -> Folded | None:
    """Tell which answers wait in quarantine: they did not look like law, and gave nothing."""
    if not answers:
        return None
    held, them = ("is", "it") if len(answers) == 1 else ("are", "them")
    said = (
        f"{count(len(answers), 'answer')} {held} held in quarantine, and nothing was taken from"
        f" {them}; see tracker quarantine list"
    )
    return _fitted(sentence(said), [_answer(answer) for answer in answers], room, "answer")


def _answer(answer: object) -> Brief:
    subject, reason = (
        getattr(answer, "subject", None) or "unknown answer",
        getattr(answer, "reason", None) or "no reason recorded",
    )
    seen = getattr(answer, "first_seen", None) or getattr(answer, "fetched_at", None)
    return Brief(
        Link(cut(sources.words(str(subject)), 160), None),
        cut(f"{reason}{f'; since {moment(seen)}' if seen else ''}", 300),
    )


def _fitted(summary: str, lines: Sequence[Brief], room: int, noun: str) -> Folded:
    costs = [budget.of_brief(line) for line in lines]
    shown, _ = budget.fit(costs, [room + 1] * len(costs), room)
    rest = len(lines) - shown
    return Folded(
        summary,
        tuple(lines[:shown]),
        f"And {count(rest, f'more {noun}')}, all in digest.json." if rest else None,
    )
