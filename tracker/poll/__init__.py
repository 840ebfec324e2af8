"""One cycle over all sources; the only composer of the stages.

    poll      titles.json -> version rows since the last issue -> provisions that changed
              -> a few held ones again
              documents since the last good poll -> their full text -> public inspection
              news listing -> press releases not held -> pages -> a few held ones again
    backfill  the same sources from 2017-01-03 on, oldest first; what is held is not asked for again

    for each answer:
    Request -> fetch.get -> gate.judge: Answer -> gate.doubts -> record_capture -> derive.apply
                  |            |                       |         (one transaction)
                  |            |                       '-> quarantine: kept, reported, asked for
                  |            |                           again, believed when it persists
                  '------------'-> FetchError, RefusedError: this source fails, the others go on

What is asked of a source, and in what order, stands in its row of the table (`tracker.sources`). A
source that fails is a value (`SourceOutcome`), not a crash; what came before is kept.
"""

from tracker.poll.leaving import poll_or_leave
from tracker.poll.run import PollResult, backfill, poll

__all__ = ["PollResult", "backfill", "poll", "poll_or_leave"]
