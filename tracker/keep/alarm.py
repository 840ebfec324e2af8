"""What the issue about broken sources says, and whether it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tracker import plain, wire
from tracker.model import SourceState


class Alarms(Protocol):
    """The part of the configuration that says when a source counts as broken."""

    @property
    def alarm_after(self) -> int:
        """Failures in a row after which a source is announced."""
        ...


@dataclass(frozen=True, slots=True)
class Issue:
    """`open`: it should be open with this body; `closed`: all is well again.

    `none`: too early to say, leave it as it is.
    """

    state: Literal["open", "closed", "none"]
    body: str


def issue_text(states: Sequence[SourceState], alarms: Alarms) -> Issue:
    """Decide about the issue from the state of the sources.

    The body is Markdown in which source text is inert; its first line changes only with the set of
    broken sources.
    """
    broken = [state for state in states if state.failures_in_a_row >= alarms.alarm_after]
    if broken:
        return Issue("open", plain.log(_body(broken, states)))
    if all(state.failures_in_a_row == 0 for state in states):
        return Issue(
            "closed",
            "Every source answers again. The poll that found it has caught up by dates: nothing was"
            " skipped.\n",
        )
    return Issue("none", "")


def _body(broken: Sequence[SourceState], states: Sequence[SourceState]) -> str:
    lines = [
        f"Broken: {', '.join(sorted(state.name for state in broken))}.",
        "",
        (
            "The scheduled poll cannot read what is named here. What was stored is kept, and the"
            " next good poll catches up."
        ),
        "",
    ]
    for source in broken:
        lines += [
            f"### {source.name}",
            "",
            (
                f"- failed {plain.counted(source.failures_in_a_row, 'time')} in a row, since"
                f" {wire.moment(source.broken_since) or 'the first poll'}"
            ),
            f"- last error: {plain.markdown(source.last_error or 'none recorded')}",
            (
                f"- last good answer: {wire.moment(source.last_success) or 'never'}, current as of"
                f" {wire.day(source.current_as_of) or 'never'}"
            ),
            "",
        ]
    good = [state.name for state in states if state not in broken]
    lines += [f"Still read: {', '.join(good)}." if good else "No source can be read.", ""]
    lines += [
        (
            "This issue is kept up to date by the poll, and closed by it when all sources answer"
            " again."
        ),
        "",
    ]
    return "\n".join(lines)
