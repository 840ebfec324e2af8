"""Keeping the state between scheduled runs: the database on a git branch of its own, and the one issue about broken sources.

restore -> tracker poll -> tracker verify -> save -> issue_text
"""

from tracker.keep.alarm import Issue, issue_text
from tracker.keep.branch import restore, save

__all__ = ["Issue", "issue_text", "restore", "save"]
