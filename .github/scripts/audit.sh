#!/usr/bin/env bash
# Looks every locked package up among the known faults and shows what was found.
#
#   audit.sh FILE...       FILE: a lock with hashes; nothing of it is installed
#   GITHUB_STEP_SUMMARY    what was found is added there too
#
# Leaves with 1 where a package has a known fault, once every file was looked up.
set -euo pipefail
source "$(dirname "$0")/quiet.sh"

code=0
for file in "$@"; do
  found=$(pip-audit --require-hashes --disable-pip --progress-spinner off --requirement "$file" 2>&1) || code=1
  printf '%s\n' "$file" "$found"
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    # Indented, so that nothing of an answer is read as Markdown.
    { printf '\n## Known faults in %s\n\n' "$file"; head -c 100000 <<< "$found" | sed 's/^/    /'; } >> "$GITHUB_STEP_SUMMARY"
  fi
done
exit "$code"
