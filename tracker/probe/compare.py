"""One expectation against one answer: what is otherwise, and what that would cost.

    no answer, refused, sent away, another status -> nothing else is compared
    anything else -> form, keys, paging, our own reader, size, times, Age, Date

Pure: values in, a value out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from tracker.plain import counted, plural, verb
from tracker.probe.seen import HINTS, OLD, age_of, seen, skew_of
from tracker.probe.values import (
    Answer,
    Circumstances,
    Difference,
    Expectation,
    Finding,
    Harm,
    Looked,
    Severity,
)
from tracker.probe.words import seconds, size_of

Found: TypeAlias = Iterator[Difference]

_REFUSING = {
    202: "HTTP 202: a challenge for browsers instead of an answer",
    401: "HTTP 401: the service asks for a password",
    403: "HTTP 403: the service forbids us to read it",
    406: "HTTP 406: the service does not accept how we ask (agent or Accept)",
    429: "HTTP 429: too many requests, also after a pause",
    451: "HTTP 451: withheld for legal reasons",
    503: "HTTP 503: the service is not available, also after a pause",
}
_FORMS = {"json": "JSON", "xml": "XML", "html": "HTML", "text": "plain text"}
_MISSING = (404, 410)
_OK = 200
_CLOCK = 120
_NAMED = 12


def compare(
    expectation: Expectation,
    answer: Answer,
    looked: Looked,
    around: Circumstances,
) -> Finding:
    """Return what one answer tells."""
    found = tuple(_differences(expectation, answer, looked, around))
    return Finding(expectation, _severity(found), answer.path, found, tuple(seen(answer, looked)))


def not_asked(expectation: Expectation, why: str) -> Finding:
    """Return the finding for a question that could not be asked."""
    return Finding(expectation, "not asked", "", (_harmless(why),))


def _severity(found: tuple[Difference, ...]) -> Severity:
    harms = {harm.harm for harm in found}
    order: tuple[Harm, ...] = ("refused", "costs", "harmless")
    return next((harm for harm in order if harm in harms), "as expected")


def _harmless(what: str) -> Difference:
    return Difference("harmless", what)


def _costs(what: str) -> Difference:
    return Difference("costs", what)


def _differences(
    expectation: Expectation,
    answer: Answer,
    looked: Looked,
    around: Circumstances,
) -> Found:
    yield from _before(answer, around)
    stopped = tuple(_refusal(answer, looked)) or tuple(_status(expectation, answer, around))
    yield from stopped
    if stopped or _is_sent_away(answer):
        return
    yield from _type(expectation, answer, looked)
    yield from _form(expectation, looked)
    if looked.form == expectation.form:
        yield from _markup(expectation, looked)
        yield from _keys(expectation, looked)
        yield from _paging(expectation, looked, around)
        yield from _rows(expectation, looked, around)
    yield from _size(expectation, answer, around)
    yield from _times(expectation, answer)
    yield from _age(expectation, answer)
    if around.official:
        yield from _clock(answer)


# ---- before and instead of an answer


def _before(answer: Answer, around: Circumstances) -> Found:
    """Tell of tries that failed, of redirects, of places that did not have it."""
    for failure in answer.earlier:
        yield _harmless(f"the first try failed: {failure}")
    for redirect in answer.redirects:
        led = f"redirected (HTTP {redirect.status}) to {redirect.where}"
        if redirect.followed:
            yield _harmless(led)
        else:
            yield _costs(f"{led}, where our code does not follow")
    if not answer.places or answer.status != _OK:
        return
    gone = "; ".join(f"{path}: {what}" for path, what in answer.places)
    moved = f"it has moved ({gone}) and is now at {answer.path}"
    if answer.path in around.paths:
        yield _harmless(f"{moved}, which the configuration names too")
    else:
        yield _costs(f"{moved}, which the configuration does not name")


def _refusal(answer: Answer, looked: Looked) -> Found:
    hint = next((f"{key}: {answer.headers[key]}" for key in HINTS if key in answer.headers), None)
    came = f"HTTP {answer.status}, but"
    if answer.failure:
        yield _costs(f"no answer: {answer.failure}")
    elif answer.status in _REFUSING:
        more = [words for words in (looked.title and f"“{looked.title}”", hint) if words]
        said = f" ({', '.join(more)})" if more else ""
        yield Difference("refused", f"{_REFUSING[answer.status]}{said}")
    elif looked.block:
        yield Difference("refused", f"{came} a block page instead of an answer (“{looked.title}”)")
    elif looked.down:
        yield _costs(f"{came} a maintenance page instead of an answer (“{looked.title}”)")
    elif hint and looked.form == "html" and not looked.next_data:
        yield Difference("refused", f"{came} a challenge instead of an answer ({hint})")


def _is_sent_away(answer: Answer) -> bool:
    """Tell whether the answer is a redirect that our code does not follow."""
    return bool(answer.redirects) and not answer.redirects[-1].followed


def _status(expectation: Expectation, answer: Answer, around: Circumstances) -> Found:
    if answer.status == expectation.status or _is_sent_away(answer):
        return
    if answer.status in around.spare:
        yield _harmless(f"HTTP {answer.status}: refused, but it is not needed: the list came whole")
    elif expectation.optional and answer.status in _MISSING:
        yield _harmless(f"HTTP {answer.status}: there is none; the tracker can do without it")
    else:
        also = (
            f" (the same at {', '.join(path for path, _ in answer.places)})"
            if answer.places
            else ""
        )
        yield _costs(f"HTTP {answer.status} instead of {expectation.status}{also}")


# ---- the answer itself


def _type(expectation: Expectation, answer: Answer, looked: Looked) -> Found:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == expectation.types[0] or looked.form != expectation.form:
        return
    said = f"content type {kind or 'missing'} instead of {expectation.types[0]}"
    if kind in expectation.types[1:]:
        yield _harmless(said)
    else:
        yield _costs(f"{said}, which our gate refuses")


def _form(expectation: Expectation, looked: Looked) -> Found:
    if looked.form == "nothing":
        yield _costs(looked.why)
    elif looked.form == "unreadable":
        yield _costs(f"not readable as {_FORMS[expectation.form]}: {looked.why}")
    elif looked.form != expectation.form:
        yield _costs(f"a page of HTML (“{looked.title}”) instead of {_FORMS[expectation.form]}")
    elif looked.unread is not None:
        yield _costs(f"our reader does not read it: {looked.unread}")


def _markup(expectation: Expectation, looked: Looked) -> Found:
    """Tell of another root element or another kind of page.

    `_form` tells what our reader makes of it.
    """
    read = looked.unread is None
    if expectation.roots and looked.root not in expectation.roots:
        wanted = " or ".join(expectation.roots)
        inside = ", ".join(note for note in looked.notes if note.endswith(" inside"))
        root = f"{looked.root} ({inside})" if inside else looked.root
        said = f"the root element is {root} instead of {wanted}"
        yield _harmless(f"{said}; our reader reads it all the same" if read else said)
    if expectation.next_data and not looked.next_data:
        reads = ": our reader took what it needs from the page itself" if read else ""
        yield _harmless(f"the page has no __NEXT_DATA__{reads}")


def _keys(expectation: Expectation, looked: Looked) -> Found:
    if expectation.form != "json":
        return
    yield from _set("", expectation.keys, expectation.also, looked.keys)
    if looked.item_keys:
        where = f"{expectation.items}: "
        yield from _set(where, expectation.item_keys, expectation.item_also, looked.item_keys)
    there = [key for key in expectation.absent if key in looked.keys]
    if there:
        yield _harmless(
            f"{', '.join(there)} {verb(len(there), 'is')} there, although nothing matches"
        )


def _set(
    where: str,
    needed: tuple[str, ...],
    known: tuple[str, ...],
    there: tuple[str, ...],
) -> Found:
    missing = [key for key in needed if key not in there]
    new = [key for key in there if key not in needed and key not in known]
    if missing:
        yield _costs(f"{where}missing {_named(missing)}")
    if new:
        yield _harmless(f"{where}new {_named(new)}")


def _named(keys: list[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    shown = ", ".join(key[:40] for key in keys[:_NAMED])
    return f"{plural(len(keys), 'key')} {shown}{more}"


def _paging(expectation: Expectation, looked: Looked, around: Circumstances) -> Found:
    if not expectation.paged or looked.rows is None:
        return
    if looked.count is None:
        yield _harmless(
            "there is no count of all rows, so whether the list is whole cannot be checked"
        )
        return
    part = f"{looked.rows:,} of {counted(looked.count, 'row')}"
    if looked.pages is None and looked.rows >= looked.count:
        yield _harmless(
            f"there is no total_pages: all {counted(looked.rows, 'row')} came in one answer"
        )
    elif looked.pages is None:
        yield _costs(f"there is no total_pages, and only {part} came: the rest cannot be asked for")
    elif looked.pages <= 1 and looked.rows < looked.count:
        yield _costs(f"total_pages is {looked.pages}, but only {part} came")
    elif looked.pages > 1 and "next_page_url" in expectation.also and not looked.next_host:
        yield _harmless("there is no next_page_url, although there are more pages")
    if looked.next_host and looked.next_host not in around.allowed:
        yield _harmless("next_page_url leads to another host, where our code does not follow")


def _rows(expectation: Expectation, looked: Looked, around: Circumstances) -> Found:
    """Compare how many rows there are, only of the real service: a replay has fewer."""
    count = looked.rows if looked.count is None else looked.count
    if count is None or not around.official:
        return
    least, most = expectation.rows
    if least and not count:
        yield _costs(f"the list of {expectation.items or 'entries'} is empty")
    elif not least <= count <= most:
        yield _harmless(f"{counted(count, 'row')} where {least:,} to {most:,} were expected")


def _size(expectation: Expectation, answer: Answer, around: Circumstances) -> Found:
    """Compare the size, its lower end only of the real service: a replay is smaller."""
    low, high = expectation.size
    size = len(answer.body)
    if size > high:
        yield _harmless(f"{size_of(size)}, larger than expected (up to {size_of(high)})")
    elif 0 < size < low and around.official:
        yield _harmless(f"{size_of(size)}, smaller than expected (from {size_of(low)})")


def _times(expectation: Expectation, answer: Answer) -> Found:
    said = f"the first byte came after {seconds(answer.first_byte)}"
    if answer.first_byte > expectation.limit:
        yield _costs(f"{said}; the tracker waits {expectation.limit:g} s")
    elif answer.first_byte > expectation.usual:
        yield _harmless(f"slow: {said} (usual: under {expectation.usual:g} s)")


def _age(expectation: Expectation, answer: Answer) -> Found:
    age = age_of(answer)
    if age is None or age <= OLD:
        return
    said = f"the answer is {age / 3600:.1f} hours old (Age)"
    if expectation.fresh:
        yield _costs(f"{said}: news would be seen that much later")
    else:
        yield _harmless(said)


def _clock(answer: Answer) -> Found:
    skew = skew_of(answer)
    if skew is None:
        yield _harmless("there is no Date, so whether our clock is right cannot be checked")
    elif abs(skew) > _CLOCK:
        side = "behind" if skew > 0 else "ahead of"
        said = f"our clock is {seconds(abs(skew))} {side} that of the service (Date)"
        yield _costs(said) if abs(skew) > OLD else _harmless(said)
