"""A report as Markdown for an issue, as JSON, as rows for a terminal: nothing that is only ours."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from tracker import plain
from tracker.probe.services import title
from tracker.probe.values import Finding, Report, Severity
from tracker.probe.words import public, whole

_ORDER: tuple[Severity, ...] = ("as expected", "harmless", "costs", "refused", "not asked")
_COUNTED = {
    "as expected": "as expected",
    "harmless": "harmlessly different",
    "costs": "different in a way that would cost us something",
    "refused": "refused",
    "not asked": "not asked",
}
_REPLAYED = (
    "a replay or mirror is smaller and may live on another day, so sizes below the expected range, "
    "counts, empty lists and clocks are not compared there"
)
_FIELDS = re.compile(r"(?:&fields%5B%5D=\w+)+")


def summary(report: Report) -> str:
    """Return one line: how many answers were how."""
    counts = Counter(one.severity for one in report.findings)
    told = ", ".join(f"{counts[one]} {_COUNTED[one]}" for one in _ORDER if counts[one])
    return f"{whole(len(report.findings), 'question')}: {told}"


def rows(report: Report) -> list[tuple[str, str, str]]:
    """Return a row a question: its name, the verdict, what is otherwise, else what was seen."""
    return [
        (one.expectation.id, one.verdict, public("; ".join(_remarks(one) or one.seen[:5])))
        for one in report.findings
    ]


def addresses(report: Report) -> list[str]:
    """Return which services were asked at the official address, which elsewhere, which not."""
    asked = [one for one in report.services if not one.skipped]
    official = ", ".join(title(one.service) for one in asked if one.official)
    elsewhere = ", ".join(title(one.service) for one in asked if not one.official)
    lines = [f"Asked at the official address: {official}."] if official else []
    lines += [f"Asked at another address: {elsewhere}; {_REPLAYED}."] if elsewhere else []
    skipped = [one for one in report.services if one.skipped]
    return lines + [f"{title(one.service)}: not asked, because {one.skipped}." for one in skipped]


def _remarks(one: Finding) -> tuple[str, ...]:
    return tuple(difference.what for difference in one.differences)


def markdown(report: Report) -> str:
    """Return the report as Markdown that renders as it reads, for an issue."""
    lines = [
        "# Probe of the live services",
        "",
        f"{plain.markdown(summary(report))}.",
        "",
        f"* tracker {plain.markdown(report.version)}, asked {_span(report)}; {_agent(report)}",
        *(f"* {plain.markdown(one)}" for one in addresses(report)),
        "",
        "| question | verdict | different from expected | seen |",
        "|---|---|---|---|",
        *(_row(one) for one in report.findings),
        "",
        "## What was asked",
        "",
        *map(_question, report.findings),
        "",
        "docs/live.md says what each line crosses off.",
    ]
    return "\n".join(lines) + "\n"


def _row(one: Finding) -> str:
    cells = (one.verdict, "; ".join(_remarks(one)), "; ".join(one.seen))
    shown = (plain.markdown(public(cell)) for cell in cells)
    return f"| `{one.expectation.id}` | {' | '.join(shown)} |"


def _span(report: Report) -> str:
    return f"{_minute(report.began_at)} to {_minute(report.ended_at)}"


def _agent(report: Report) -> str:
    if report.contact:
        return "the agent names a contact"
    return "the agent names the project's page; `contact` in the configuration would name you"


def _question(one: Finding) -> str:
    return f"* `{one.expectation.id}`: {plain.markdown(one.expectation.asks)}{_path(one)}"


def _path(one: Finding) -> str:
    path = _FIELDS.sub("&fields%5B%5D=…", plain.line(one.path)).replace("`", "")
    return f" (`{path}`)" if path else ""


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as one JSON value."""
    return {
        "version": report.version,
        "began_at": report.began_at.astimezone(UTC).isoformat(),
        "ended_at": report.ended_at.astimezone(UTC).isoformat(),
        "contact": report.contact,
        "ok": report.exit_code == 0,
        "services": [
            {"name": one.service, "official": one.official, "skipped": one.skipped}
            for one in report.services
        ],
        "questions": [
            {
                "id": one.expectation.id,
                "service": one.expectation.service,
                "asks": one.expectation.asks,
                "path": one.path or None,
                "severity": one.severity,
                "verdict": one.verdict,
                "differences": [
                    {"harm": each.harm, "what": public(each.what)} for each in one.differences
                ],
                "seen": [public(each) for each in one.seen],
            }
            for one in report.findings
        ],
    }
