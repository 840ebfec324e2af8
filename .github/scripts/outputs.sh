#!/usr/bin/env bash
# Hands the state and the text of the issue to the next job, under a mark that the text cannot contain.
#
#   outputs.sh FOLDER      FOLDER holds issue.state and issue.md as poll.sh wrote them
set -euo pipefail
mark=$(python3 -c 'import secrets; print("text-" + secrets.token_hex(16))')
{
  printf 'state=%s\n' "$(cat "$1/issue.state")"
  printf 'text<<%s\n' "$mark"
  cat "$1/issue.md"
  printf '\n%s\n' "$mark"
} >> "$GITHUB_OUTPUT"
