"""The command line: thin commands, exit codes, and the only reader of the clock."""

from tracker.cli.main import main

__all__ = ["main"]
