"""The taxonomy read from TOML: every mistake at once, each with its path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import TypeVar

from tracker.errors import ConfigError
from tracker.tag.addresses import Addresses, addresses, compile_pattern
from tracker.tag.phrases import Phrase, compile_phrase
from tracker.tag.regexes import compile_regex
from tracker.tag.taxonomy import ENGINE, FIELDS, Rule, TagKind, Taxonomy, Topic
from tracker.toml_tables import Table, decoded

_NAME = r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)?"
_NAME_WORDS = "small letters, digits and hyphens, with at most one dot"
_FARTHEST, _MOST_TIMES = 5000, 50
Made = TypeVar("Made")
_Contexts = dict[str, tuple[Phrase, ...]]


def load(toml: bytes, source: str) -> Taxonomy:
    """Read a taxonomy file, or raise `ConfigError` with all its mistakes.

    Each reads `source: path: what is wrong`.
    """
    problems: list[str] = []
    root = Table(decoded(toml, source), "", problems)
    made = _taxonomy(root, blake2b(ENGINE.encode() + b"\0" + toml, digest_size=16).hexdigest())
    root.finish()
    if problems:
        raise ConfigError(tuple(f"{source}: {problem}" for problem in problems))
    return made


def _taxonomy(root: Table, fingerprint: str) -> Taxonomy:
    """Read the whole file; what it returns counts only where no mistake was noted."""
    contexts = _contexts(root.table("contexts"))
    topics = tuple(_topic(table) for table in root.tables("topics", required=True))
    _note_repeated(root, "topics", [topic.id for topic in topics])
    known = {topic.id for topic in topics}
    tags = tuple(_tag(table, known, contexts) for table in root.tables("tags", required=True))
    _note_repeated(root, "tags", [kind.id for kind in tags] + sorted(known))
    rules = [
        (tag_at, rule_at, rule)
        for tag_at, kind in enumerate(tags)
        for rule_at, rule in enumerate(kind.rules)
    ]
    regexes = tuple(
        (tag_at, rule_at, regex) for tag_at, rule_at, rule in rules for regex in rule.regexes
    )
    addressed = tuple(placed for placed in rules if placed[2].addresses)
    return Taxonomy(
        topics, tags, _keep(root, contexts), fingerprint, *_indexes(tags), regexes, addressed
    )


def _contexts(table: Table) -> _Contexts:
    """Read the lists that phrases name with an @; each may use those above it."""
    contexts: _Contexts = {}
    for name in table.keys():  # noqa: SIM118 (no mapping)
        contexts[name] = _phrases(table, name, contexts)
    return contexts


def _topic(table: Table) -> Topic:
    made = Topic(_id(table), table.required("title"), table.required("means"))
    table.finish()
    return made


def _tag(table: Table, topics: set[str], contexts: _Contexts) -> TagKind:
    topic = table.required("topic")
    if topic and topic not in topics:
        known = ", ".join(sorted(topics)) or "none"
        table.note("topic", f"there is no topic {topic!r} (known topics: {known})")
    rules = []
    for below in table.tables("rules", required=True):
        if not any(below.holds(key) for key in ("phrases", "regexes", "addresses")):
            below.note("", "needs phrases, regexes or addresses to fire on")
        rules.append(_rule(below, _id(below), contexts))
    _note_repeated(table, "rules", [rule.id for rule in rules])
    made = TagKind(
        _id(table), topic, table.required("title"), table.required("means"), tuple(rules)
    )
    table.finish()
    return made


def _keep(root: Table, contexts: _Contexts) -> Rule:
    """Read the rule that keeps documents without a tag."""
    if not root.has("keep"):
        return _rule(Table({"means": "nothing beyond what gets a tag"}, "", []), "keep", contexts)
    table = root.table("keep")
    table.knows("id")
    return _rule(table, "keep", contexts)


def _rule(table: Table, name: str, contexts: _Contexts) -> Rule:
    made = Rule(
        id=name,
        means=table.required("means"),
        phrases=_phrases(table, "phrases", contexts),
        regexes=tuple(_compiled(table, "regexes", compile_regex)),
        needs=_phrases(table, "needs", contexts),
        blocked_by=_phrases(table, "never", contexts),
        doubted_by=_phrases(table, "unless", contexts),
        saved_by=_phrases(table, "despite", contexts),
        near=table.whole("near", 0, 0, _FARTHEST),
        against_near=table.whole("unless_near", 0, 0, _FARTHEST),
        addresses=_addresses(table, "addresses"),
        only_at=_addresses(table, "only_at"),
        not_at=_addresses(table, "not_at"),
        where=_fields(table, "where"),
        times=table.whole("times", 0, 1, _MOST_TIMES),
    )
    table.finish()
    return made


def _id(table: Table) -> str:
    return table.required("id", _NAME, _NAME_WORDS)


def _phrases(table: Table, key: str, contexts: _Contexts) -> tuple[Phrase, ...]:
    made: dict[Phrase, None] = {}
    for place, text in table.strings(key):
        if text.startswith("@"):
            if text[1:] not in contexts:
                table.note(place, f"there is no context {text[1:]!r} above this use of it")
            made |= dict.fromkeys(contexts.get(text[1:], ()))
            continue
        try:
            made |= dict.fromkeys(compile_phrase(text))
        except ValueError as error:
            table.note(place, f"{text!r} {error}")
    return tuple(made)


def _compiled(table: Table, key: str, compiled: Callable[[str], Made]) -> Iterator[Made]:
    """Yield what is made of each text, and note those of which nothing can be made."""
    for place, text in table.strings(key):
        try:
            yield compiled(text)
        except ValueError as error:
            table.note(place, f"{text!r} {error}")


def _addresses(table: Table, key: str) -> Addresses:
    return addresses(_compiled(table, key, compile_pattern))


def _fields(table: Table, key: str) -> frozenset[str]:
    made = []
    for place, field in table.strings(key):
        if field not in FIELDS:
            table.note(place, f"{field!r} is not one of {', '.join(FIELDS)}")
        made.append(field)
    return frozenset(made or FIELDS)


def _note_repeated(table: Table, key: str, names: list[str]) -> None:
    """Note every name that is used again."""
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            table.note(key, f"id {name!r} is used twice")
        seen.add(name)


_Index = dict[str, tuple[tuple[int, int, Phrase], ...]]


def _indexes(tags: tuple[TagKind, ...]) -> tuple[_Index, _Index]:
    """Sort all phrases by the word, or the stem, without which they cannot occur."""
    words: defaultdict[str, list[tuple[int, int, Phrase]]] = defaultdict(list)
    stems: defaultdict[str, list[tuple[int, int, Phrase]]] = defaultdict(list)
    for tag_at, tag in enumerate(tags):
        for rule_at, rule in enumerate(tag.rules):
            for phrase in rule.phrases:
                (stems if phrase.stem else words)[phrase.key].append((tag_at, rule_at, phrase))
    return {key: tuple(found) for key, found in words.items()}, {
        key: tuple(found) for key, found in stems.items()
    }
