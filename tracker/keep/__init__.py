"""Keeping the state between scheduled runs: the database on a branch, one issue on broken sources.

restore -> tracker rebuild --if-needed -> save
restore -> tracker poll -> tracker verify -> save -> issue_text
once a week, after a poll: restore -> tracker digest -> Weekly.send -> save
"""

from tracker.keep.alarm import Issue, issue_text
from tracker.keep.branch import restore, save
from tracker.keep.weekly import Weekly

__all__ = ["Issue", "Weekly", "issue_text", "restore", "save"]
