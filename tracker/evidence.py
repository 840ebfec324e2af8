"""Proof of what the rule said on a day: text, the answers as received, their hashes, the causes, and how to check it all.

The bundle is a zip that anyone can check with `sha256sum`; nothing of ours is needed to do it. The
same store, address, day and time give the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from html import escape
from typing import Any

from tracker import names, wire
from tracker.errors import UsageError
from tracker.model import HeldVersion, Node, RecordedChange
from tracker.store import Store, facts, versions

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the first that the format knows, so that the bundle has no
clock in it."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What is to be proved: a unit of a version, on a day."""

    address: str
    at: date
    held: HeldVersion
    unit: Node
    heading: str
    changes: tuple[RecordedChange, ...]


def bundle(store: Store, address: str, at: date, now: datetime) -> bytes:
    """Return a zip that proves what `address` said on day `at`; `now` is printed in its README as the time of making.

    Raises `UsageError` where nothing of that address was in force on that day.
    """
    case = _case(store, address, at)
    raw = _raw(store, case)
    files: dict[str, bytes] = {}
    for body, record in raw:
        files[str(record["file"])] = body
        files |= {
            f"chain/capture-{answer['id']:06d}.json": answer.pop("chained").encode("ascii")
            for answer in record["answers"]
        }
    files["text.txt"], files["text.html"] = _text(case).encode(), _page(case).encode()
    files["captures.json"] = _json({"captures": [record for _, record in raw]})
    files["causes.json"] = _json({"changes": [wire.recorded(one) for one in case.changes]})
    files["README.txt"] = _readme(case, [record for _, record in raw], now).encode()
    sums = "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))
    return _zip({**files, "SHA256SUMS": sums.encode()})


def _case(store: Store, address: str, at: date) -> _Case:
    held = store.held(str(names.parse(address).home), at)
    unit = store.unit(address, at)
    if held is None or held.removed or unit is None:
        raise UsageError(
            f"{address} was not in force on {at}, according to the versions held; name another day with --at"
        )
    history, changes = store.history(address)
    last = next((one.in_force for one in history if one.in_force <= at), held.in_force)
    own = tuple(one for one in changes if one.to == last)
    return _Case(address, at, held, unit, held.heading, own)


def _raw(store: Store, case: _Case) -> list[tuple[bytes, dict[str, Any]]]:
    """Return the bodies that the case rests on, once each, with every recorded answer that brought them."""
    readings = [
        one for one in store.readings(case.held.provision, case.held.in_force) if one.capture
    ]
    wanted = {
        one.capture: f"the text of {one.provision} in force from {one.in_force}, reading {one.reading}"
        for one in readings
    }
    for row in versions.rows_of(store.db, case.held.provision):
        if row.row.date == case.held.in_force:
            wanted.setdefault(
                row.capture, "the version list that names this version and its issue date"
            )
    named = (
        (cause.document_number, cause.published)
        for change in case.changes
        for cause in change.causes
    )
    for number, published in dict.fromkeys(named):
        for answer in facts.document_captures(store.db, number, published) if number else ():
            wanted.setdefault(answer, f"the Federal Register's answer about document {number}")
    found = []
    for place, (sha, what) in enumerate(wanted.items(), 1):
        assert sha is not None
        records = facts.records_of(store.db, sha)
        name = f"captures/{place:02d}-{sha[:16]}{_ending(records)}"
        found.append(
            (
                facts.body(store.db, sha),
                {"file": name, "sha256": sha, "what": what, "answers": records},
            )
        )
    return found


def _ending(records: list[dict[str, Any]]) -> str:
    kinds = " ".join(
        value
        for record in records
        for name, value in record["response_headers"]
        if name.lower() == "content-type"
    )
    return next(
        (
            ending
            for mark, ending in (
                ("xml", ".xml"),
                ("json", ".json"),
                ("html", ".html"),
                ("plain", ".txt"),
            )
            if mark in kinds
        ),
        ".bin",
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _lines(unit: Node) -> list[tuple[str, str, str]]:
    return [(one.address, one.label, one.text) for one in unit.walk() if one.text or one.label]


def _title(case: _Case) -> list[str]:
    return [
        f"{case.address} as in force on {case.at}",
        f"{case.held.provision}: {case.heading}",
        f"In force from {case.held.in_force}; first issued {case.held.issue_date}; observed {wire.moment(case.held.observed_at)}",
        f"Official address: {case.held.source_url}",
    ]


def _text(case: _Case) -> str:
    body = [
        f"[{address}]\n{' '.join(part for part in (label, text) if part)}"
        for address, label, text in _lines(case.unit)
    ]
    return "\n".join(_title(case)) + "\n\n" + "\n\n".join(body) + "\n"


def _page(case: _Case) -> str:
    head = "".join(f"<p>{escape(line)}</p>\n" for line in _title(case)[1:])
    rows = "".join(
        f"<p><small>{escape(address)}</small><br><b>{escape(label)}</b> {escape(text)}</p>\n"
        for address, label, text in _lines(case.unit)
    )
    title = escape(_title(case)[0])
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n{head}<hr>\n{rows}</body>\n</html>\n"
    )


def _readme(case: _Case, raw: list[dict[str, Any]], now: datetime) -> str:
    first = next(iter(raw), None)
    listed = "\n".join(
        f"  {one['file']}\n      {one['what']}\n      SHA-256 {one['sha256']}" for one in raw
    )
    return f"""WHAT {case.address} SAID ON {case.at}

{chr(10).join(_title(case)[1:])}
Bundle made {wire.moment(now)}.

WHAT IS HERE
  text.txt, text.html   the text as read from the answer of the eCFR, each unit with its legal address
  captures/             the answers of the official services, byte for byte as received
  chain/                the record of each answer as one line of JSON, as it entered the chain of hashes
  captures.json         for each answer: address asked, headers sent and received, status, time (UTC), SHA-256, chain
  causes.json           the changes that led to this text, and the documents held responsible, with the evidence for each
  SHA256SUMS            the SHA-256 of every other file

{listed}

HOW TO CHECK IT (no software of ours is needed)
  1. Unpack the bundle, change into its folder, and run
         sha256sum -c SHA256SUMS
     (macOS: shasum -a 256 -c SHA256SUMS). Every line must end in OK: no file was altered since the bundle was made.
  2. The name of each file in captures/ begins with the SHA-256 that was recorded when the answer came. Compare
         sha256sum {first["file"] if first else "captures/*"}
     with "sha256" in captures.json: the answer is the one that was recorded.
  3. Open the file in captures/ with any text editor and find the words of text.txt in it: the text was read from it.
  4. Compare with the official edition of that day: {case.held.source_url}
  5. Each answer in captures.json holds "previous" and "chain". Its record is in chain/, and
         sha256sum chain/*
     gives the "chain" of each: the SHA-256 over "previous" and every other column. "previous" is the "chain" of the
     answer that was recorded just before. Whoever noted a later chain value at the time, by mail or in print, can show
     that nothing before it was changed.

WHAT IT DOES NOT PROVE
  The eCFR is an editorial compilation; the Federal Register is the official record. The times are those of our clock.
"""


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o100644 << 16,
            )
            archive.writestr(entry, body)
    return out.getvalue()
