"""A report as Markdown for an issue, as JSON, as rows for a terminal: nothing that is only ours."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any, assert_never

from tracker import plain
from tracker.plain import counted
from tracker.probe.services import title
from tracker.probe.values import Finding, Report, Severity
from tracker.probe.words import public

_ORDER: tuple[Severity, ...] = ("as expected", "harmless", "costs", "refused", "not asked")
_REPLAYED = (
    "a replay or mirror is smaller and may live on another day, so sizes below the expected range, "
    "counts, empty lists and clocks are not compared there"
)
_FIELDS = re.compile(r"(?:&fields%5B%5D=\w+)+")


def summary(report: Report) -> str:
    """Return one line: how many answers were how."""
    counts = Counter(finding.severity for finding in report.findings)
    by_severity = ", ".join(
        f"{counts[severity]} {_counted(severity)}" for severity in _ORDER if counts[severity]
    )
    return f"{counted(len(report.findings), 'question')}: {by_severity}"


def _counted(severity: Severity) -> str:
    match severity:
        case "as expected" | "refused" | "not asked":
            return severity
        case "harmless":
            return "harmlessly different"
        case "costs":
            return "different in a way that would cost us something"
        case _:
            assert_never(severity)


def rows(report: Report) -> list[tuple[str, str, str]]:
    """Return a row a question: its name, the verdict, what is otherwise, else what was seen."""
    return [
        (
            finding.expectation.id,
            finding.verdict,
            public("; ".join(_remarks(finding) or finding.seen[:5])),
        )
        for finding in report.findings
    ]


def addresses(report: Report) -> list[str]:
    """Return which services were asked at the official address, which elsewhere, which not."""
    asked = [service for service in report.services if not service.skipped]
    official = ", ".join(title(service.service) for service in asked if service.official)
    elsewhere = ", ".join(title(service.service) for service in asked if not service.official)
    lines = [f"Asked at the official address: {official}."] if official else []
    lines += [f"Asked at another address: {elsewhere}; {_REPLAYED}."] if elsewhere else []
    skipped = [service for service in report.services if service.skipped]
    return lines + [
        f"{title(service.service)}: not asked, because {service.skipped}." for service in skipped
    ]


def _remarks(finding: Finding) -> tuple[str, ...]:
    return tuple(difference.what for difference in finding.differences)


def markdown(report: Report) -> str:
    """Return the report as Markdown that renders as it reads, for an issue."""
    lines = [
        "# Probe of the live services",
        "",
        f"{plain.markdown(summary(report))}.",
        "",
        f"* tracker {plain.markdown(report.version)}, asked {_span(report)}; {_agent(report)}",
        *(f"* {plain.markdown(address)}" for address in addresses(report)),
        "",
        "| question | verdict | different from expected | seen |",
        "|---|---|---|---|",
        *(_row(finding) for finding in report.findings),
        "",
        "## What was asked",
        "",
        *map(_question, report.findings),
        "",
        "docs/live.md says what each line crosses off.",
    ]
    return "\n".join(lines) + "\n"


def _row(finding: Finding) -> str:
    cells = (finding.verdict, "; ".join(_remarks(finding)), "; ".join(finding.seen))
    shown = (plain.markdown(public(cell)) for cell in cells)
    return f"| `{finding.expectation.id}` | {' | '.join(shown)} |"


def _span(report: Report) -> str:
    return f"{_minute(report.began_at)} to {_minute(report.ended_at)}"


def _agent(report: Report) -> str:
    if report.contact:
        return "the agent names a contact"
    return "the agent names the project's page; `contact` in the configuration would name you"


def _question(finding: Finding) -> str:
    return (
        f"* `{finding.expectation.id}`: {plain.markdown(finding.expectation.asks)}{_path(finding)}"
    )


def _path(finding: Finding) -> str:
    path = _FIELDS.sub("&fields%5B%5D=…", plain.line(finding.path)).replace("`", "")
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
            {"name": service.service, "official": service.official, "skipped": service.skipped}
            for service in report.services
        ],
        "questions": [_finding_as_json(finding) for finding in report.findings],
    }


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.expectation.id,
        "service": finding.expectation.service,
        "asks": finding.expectation.asks,
        "path": finding.path or None,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "differences": [
            {"harm": difference.harm, "what": public(difference.what)}
            for difference in finding.differences
        ],
        "seen": [public(seen) for seen in finding.seen],
    }
