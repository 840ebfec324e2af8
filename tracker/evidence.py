"""Proof of what the rule said on a day, and how to check it.

Text, the answers as received, their hashes, the causes. The bundle is a zip that anyone can check
with `sha256sum`; nothing of ours is needed to do it. The same
store, address, day and time give the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from hashlib import sha256
from html import escape
from typing import Any

from tracker import wire
from tracker.ask import claims
from tracker.ask.claims import Claim
from tracker.model import Node
from tracker.store import Store, facts, records

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the first that the format knows, so that the bundle has no
clock in it."""


def bundle(store: Store, typed: str, at: date, now: datetime) -> bytes:
    """Return a zip that proves what an address said on day `at`, as made at `now`.

    Raises `AddressError` for what is not held, `UsageError` where nothing of that address was in
    force on that day.
    """
    case = claims.claim(store, typed, at)
    raw = _raw(store, case)
    files: dict[str, bytes] = {}
    for body, record in raw:
        files[str(record["file"])] = body
        files |= {
            f"chain/capture-{answer['id']:06d}.json": answer.pop("chained").encode("ascii")
            for answer in record["answers"]
        }
    answers = [record for _, record in raw]
    files["text.txt"], files["text.html"] = _text(case).encode(), _page(case).encode()
    files["captures.json"] = _json({"captures": answers})
    files["causes.json"] = _json({"changes": [wire.recorded(change) for change in case.changes]})
    files["README.txt"] = _readme(case, answers, now).encode()
    sums = "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))
    return _zip({**files, "SHA256SUMS": sums.encode()})


def _raw(store: Store, case: Claim) -> list[tuple[bytes, dict[str, Any]]]:
    """Return the bodies that the case rests on, once each, with every answer that brought them."""
    found = []
    for place, (sha, what) in enumerate(claims.rests_on(store, case).items(), 1):
        answers = records.of_body(store.db, sha)
        name = f"captures/{place:02d}-{sha[:16]}{_ending(answers)}"
        record = {"file": name, "sha256": sha, "what": what, "answers": answers}
        found.append((facts.body(store.db, sha), record))
    return found


def _ending(answers: list[dict[str, Any]]) -> str:
    kinds = " ".join(
        value
        for answer in answers
        for name, value in answer["response_headers"]
        if name.lower() == "content-type"
    )
    endings = {"xml": ".xml", "json": ".json", "html": ".html", "plain": ".txt"}
    return next((ending for mark, ending in endings.items() if mark in kinds), ".bin")


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _with_words(unit: Node) -> list[Node]:
    """Return the units that say something: with a text or a label of their own."""
    return [below for below in unit.walk() if below.text or below.label]


def _title(case: Claim) -> list[str]:
    held = case.held
    seen = f"first issued {held.issue_date}; observed {wire.moment(held.observed_at)}"
    return [
        f"{case.address} as in force on {case.at}",
        f"{held.provision}: {case.heading}",
        f"In force from {held.in_force}; {seen}",
        f"Official address: {held.source_url}",
    ]


def _text(case: Claim) -> str:
    body = [
        f"[{unit.address}]\n{' '.join(piece for piece in (unit.label, unit.text) if piece)}"
        for unit in _with_words(case.unit)
    ]
    return "\n".join(_title(case)) + "\n\n" + "\n\n".join(body) + "\n"


def _page(case: Claim) -> str:
    head = "".join(f"<p>{escape(line)}</p>\n" for line in _title(case)[1:])
    rows = "".join(
        f"<p><small>{escape(unit.address)}</small><br>"
        f"<b>{escape(unit.label)}</b> {escape(unit.text)}</p>\n"
        for unit in _with_words(case.unit)
    )
    title = escape(_title(case)[0])
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n{head}<hr>\n{rows}"
        "</body>\n</html>\n"
    )


def _readme(case: Claim, answers: list[dict[str, Any]], now: datetime) -> str:
    listed = (
        f"  {record['file']}\n      {record['what']}\n      SHA-256 {record['sha256']}"
        for record in answers
    )
    return _README.format(
        address=case.address,
        at=case.at,
        title="\n".join(_title(case)[1:]),
        made=wire.moment(now),
        listed="\n".join(listed),
        first=next((record["file"] for record in answers), "captures/*"),
        official=case.held.source_url,
    )


_README = """WHAT {address} SAID ON {at}

{title}
Bundle made {made}.

WHAT IS HERE
  text.txt, text.html   the text as read from the answer of the eCFR, each unit with its legal \
address
  captures/             the answers of the official services, byte for byte as received
  chain/                the record of each answer as one line of JSON, as it entered the chain of \
hashes
  captures.json         for each answer: address asked, headers sent and received, status, time \
(UTC), SHA-256, chain
  causes.json           the changes that led to this text, and the documents held responsible, \
with the evidence for each
  SHA256SUMS            the SHA-256 of every other file

{listed}

HOW TO CHECK IT (no software of ours is needed)
  1. Unpack the bundle, change into its folder, and run
         sha256sum -c SHA256SUMS
     (macOS: shasum -a 256 -c SHA256SUMS). Every line must end in OK: no file was altered since \
the bundle was made.
  2. The name of each file in captures/ begins with the SHA-256 that was recorded when the answer \
came. Compare
         sha256sum {first}
     with "sha256" in captures.json: the answer is the one that was recorded.
  3. Open the file in captures/ with any text editor and find the words of text.txt in it: the \
text was read from it.
  4. Compare with the official edition of that day: {official}
  5. Each answer in captures.json holds "previous" and "chain". Its record is in chain/, and
         sha256sum chain/*
     gives the "chain" of each: the SHA-256 over "previous" and every other column. "previous" is \
the "chain" of the
     answer that was recorded just before. Whoever noted a later chain value at the time, by mail \
or in print, can show
     that nothing before it was changed.

WHAT IT DOES NOT PROVE
  The eCFR is an editorial compilation; the Federal Register is the official record. The times \
are those of our clock.
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
