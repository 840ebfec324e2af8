#!/usr/bin/env bash
# Hands the state and the text of the issue to the next jobs, and whether the weekly digest is due. The text goes under a
# mark that it cannot contain.
#
#   outputs.sh FOLDER      FOLDER holds issue.state, issue.md and digest.state as poll.sh wrote them
set -euo pipefail
mark=$(python3 -c 'import secrets; print("text-" + secrets.token_hex(16))')
{
  printf 'state=%s\n' "$(cat "$1/issue.state")"
  printf 'digest=%s\n' "$(cat "$1/digest.state")"
  printf 'text<<%s\n' "$mark"
  cat "$1/issue.md"
  printf '\n%s\n' "$mark"
} >> "$GITHUB_OUTPUT"
