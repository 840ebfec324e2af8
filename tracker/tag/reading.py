"""The taxonomy read from TOML: every mistake at once, each with its path."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from hashlib import blake2b
from typing import Any

from tracker.errors import ConfigError
from tracker.tag.phrases import Phrase, compile_phrase
from tracker.tag.regexes import compile_regex
from tracker.tag.taxonomy import ENGINE, FIELDS, Rule, TagKind, Taxonomy, Topic

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)?")
_LISTS = (
    "phrases",
    "regexes",
    "needs",
    "never",
    "unless",
    "despite",
    "addresses",
    "only_at",
    "not_at",
    "where",
)
_NUMBERS = {"near": (0, 5000), "unless_near": (0, 5000), "times": (1, 50)}
_RULE_KEYS = frozenset(("id", "means", *_LISTS, *_NUMBERS))


def load(toml: bytes, source: str) -> Taxonomy:
    """Read a taxonomy file, or raise `ConfigError` with all its mistakes.

    Each reads `source: path: what is wrong`.
    """
    try:
        table = tomllib.loads(toml.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError((f"{source}: not UTF-8 at byte {error.start}",)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError((f"{source}: not TOML: {error}",)) from error
    reader = _Reader()
    made = reader.taxonomy(
        table, blake2b(ENGINE.encode() + b"\0" + toml, digest_size=16).hexdigest()
    )
    if reader.problems or made is None:
        raise ConfigError(tuple(f"{source}: {problem}" for problem in reader.problems))
    return made


class _Reader:
    """Collects every problem on the way; what it returns counts only where there are none."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.contexts: dict[str, tuple[Phrase, ...]] = {}

    def wrong(self, path: str, what: str) -> None:
        self.problems.append(f"{path}: {what}")

    def taxonomy(self, table: dict[str, Any], fingerprint: str) -> Taxonomy | None:
        for key in sorted(set(table) - {"topics", "tags", "contexts", "keep"}):
            self.wrong(key, "unknown key")
        self._contexts(table.get("contexts", {}))
        topics = tuple(
            self._topic(f"topics[{at}]", entry)
            for at, entry in enumerate(self._tables("topics", table))
        )
        self._once("topics", [topic.id for topic in topics])
        known = {topic.id for topic in topics}
        tags = tuple(
            self._tag(f"tags[{at}]", entry, known)
            for at, entry in enumerate(self._tables("tags", table))
        )
        self._once("tags", [tag_.id for tag_ in tags] + sorted(known))
        keep = table.get("keep", {"means": "nothing beyond what gets a tag"})
        rule = (
            self._rule("keep", {"id": "keep"} | keep, firing=False)
            if isinstance(keep, dict)
            else None
        )
        if rule is None:
            self.wrong("keep", "must be a table")
            return None
        regexes = tuple(
            (tag_at, rule_at, regex)
            for tag_at, tag in enumerate(tags)
            for rule_at, rule in enumerate(tag.rules)
            for regex in rule.regexes
        )
        return Taxonomy(topics, tags, rule, fingerprint, *_indexes(tags), regexes)

    def _tables(self, path: str, table: dict[str, Any]) -> list[dict[str, Any]]:
        found = table.get(path)
        if not isinstance(found, list) or not found:
            self.wrong(path, "required, at least one")
            return []
        for at, entry in enumerate(found):
            if not isinstance(entry, dict):
                self.wrong(f"{path}[{at}]", "must be a table")
        return [entry for entry in found if isinstance(entry, dict)]

    def _contexts(self, table: Any) -> None:
        if not isinstance(table, dict):
            self.wrong("contexts", "must be a table of lists")
            return
        for name, listed in table.items():
            self.contexts[name] = self._phrases(f"contexts.{name}", listed)

    def _topic(self, path: str, table: dict[str, Any]) -> Topic:
        self._unknown(path, table, frozenset(("id", "title", "means")))
        return Topic(
            self._name(path, table),
            self._text(path, table, "title"),
            self._text(path, table, "means"),
        )

    def _tag(self, path: str, table: dict[str, Any], topics: set[str]) -> TagKind:
        self._unknown(path, table, frozenset(("id", "topic", "title", "means", "rules")))
        topic = self._text(path, table, "topic")
        if topic and topic not in topics:
            self.wrong(
                f"{path}.topic",
                f"there is no topic {topic!r} (known topics:"
                f" {', '.join(sorted(topics)) or 'none'})",
            )
        listed = table.get("rules")
        if (
            not isinstance(listed, list)
            or not listed
            or not all(isinstance(entry, dict) for entry in listed)
        ):
            self.wrong(f"{path}.rules", "required, at least one table")
            listed = []
        rules = tuple(self._rule(f"{path}.rules[{at}]", entry) for at, entry in enumerate(listed))
        self._once(f"{path}.rules", [rule.id for rule in rules])
        return TagKind(
            self._name(path, table),
            topic,
            self._text(path, table, "title"),
            self._text(path, table, "means"),
            rules,
        )

    def _rule(self, path: str, table: dict[str, Any], *, firing: bool = True) -> Rule:
        self._unknown(path, table, _RULE_KEYS)
        lists = {key: self._strings(f"{path}.{key}", table.get(key, [])) for key in _LISTS}
        if firing and not (lists["phrases"] or lists["regexes"] or lists["addresses"]):
            self.wrong(path, "needs phrases, regexes or addresses to fire on")
        for at, field in enumerate(lists["where"]):
            if field not in FIELDS:
                self.wrong(f"{path}.where[{at}]", f"{field!r} is not one of {', '.join(FIELDS)}")
        for key in ("addresses", "only_at", "not_at"):
            for at, prefix in enumerate(lists[key]):
                if not re.match(r"\d+ CFR \S|FR |https?://", prefix):
                    self.wrong(
                        f"{path}.{key}[{at}]",
                        f"{prefix!r} does not begin like an address (15 CFR ...)",
                    )
        numbers = {
            key: self._number(f"{path}.{key}", table.get(key), *bounds)
            for key, bounds in _NUMBERS.items()
        }
        return Rule(
            id=self._name(path, table),
            means=self._text(path, table, "means"),
            phrases=self._phrases(f"{path}.phrases", lists["phrases"]),
            regexes=self._regexes(f"{path}.regexes", lists["regexes"]),
            needs=self._phrases(f"{path}.needs", lists["needs"]),
            blocked_by=self._phrases(f"{path}.never", lists["never"]),
            doubted_by=self._phrases(f"{path}.unless", lists["unless"]),
            saved_by=self._phrases(f"{path}.despite", lists["despite"]),
            near=numbers["near"] or 0,
            against_near=numbers["unless_near"] or 0,
            addresses=tuple(lists["addresses"]),
            only_at=tuple(lists["only_at"]),
            not_at=tuple(lists["not_at"]),
            where=frozenset(lists["where"] or FIELDS),
            times=numbers["times"] or 0,
        )

    def _phrases(self, path: str, listed: Any) -> tuple[Phrase, ...]:
        made: dict[Phrase, None] = {}
        for at, text in enumerate(self._strings(path, listed)):
            if text.startswith("@"):
                if text[1:] not in self.contexts:
                    self.wrong(
                        f"{path}[{at}]", f"there is no context {text[1:]!r} above this use of it"
                    )
                made |= dict.fromkeys(self.contexts.get(text[1:], ()))
                continue
            try:
                made |= dict.fromkeys(compile_phrase(text))
            except ValueError as error:
                self.wrong(f"{path}[{at}]", f"{text!r} {error}")
        return tuple(made)

    def _regexes(self, path: str, listed: list[str]) -> tuple[re.Pattern[str], ...]:
        made: list[re.Pattern[str]] = []
        for at, text in enumerate(listed):
            try:
                made.append(compile_regex(text))
            except ValueError as error:
                self.wrong(f"{path}[{at}]", f"{text!r} {error}")
        return tuple(made)

    def _strings(self, path: str, listed: Any) -> list[str]:
        if not isinstance(listed, list):
            self.wrong(path, "must be a list of strings")
            return []
        for at, text in enumerate(listed):
            if not isinstance(text, str):
                self.wrong(f"{path}[{at}]", "must be a string")
        return [text for text in listed if isinstance(text, str)]

    def _number(self, path: str, value: Any, least: int, most: int) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong(path, f"must be a whole number from {least} to {most}")
            return None
        return value

    def _name(self, path: str, table: dict[str, Any]) -> str:
        name = table.get("id")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self.wrong(
                f"{path}.id", "required: small letters, digits and hyphens, with at most one dot"
            )
            return ""
        return name

    def _text(self, path: str, table: dict[str, Any], key: str) -> str:
        text = table.get(key)
        if not isinstance(text, str) or not text.strip():
            self.wrong(f"{path}.{key}", "required: a string that is not empty")
            return ""
        return text

    def _unknown(self, path: str, table: dict[str, Any], known: frozenset[str]) -> None:
        for key in sorted(set(table) - known):
            self.wrong(f"{path}.{key}", "unknown key")

    def _once(self, path: str, names: list[str]) -> None:
        seen: set[str] = set()
        for name in names:
            if name and name in seen:
                self.wrong(path, f"id {name!r} is used twice")
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
