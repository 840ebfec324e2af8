#!/usr/bin/env bash
# One scheduled run: restore, poll, verify, keep, report. Goes by dates, so a missed or late run is caught up by the next.
#
#   REMOTE, BRANCH      where the state is kept (default: origin, tracker-state)
#   REPORT              folder for what later steps read: issue.md, issue.state, digest.state, status.txt
#   TRACKER_KEEP_TOKEN  lets git push over https; never printed
#   TRACKER_DB          the database (default state/tracker.db)
#
# A source that fails does not fail the run: the rest is kept, and the issue and the digest name it. Anything else does.
set -euo pipefail
source "$(dirname "$0")/quiet.sh"
report=${REPORT:-report}
remote=${REMOTE:-origin}
branch=${BRANCH:-tracker-state}
mkdir -p "$report"

tracker keep restore --remote "$remote" --branch "$branch"

code=0
tracker poll --json > "$report/poll.json" || code=$?
if [ "$code" -gt 1 ] || { [ "$code" -eq 1 ] && [ ! -s "$report/poll.json" ]; }; then
  echo "the poll did not run (exit $code); the state on $branch is as it was" >&2
  exit "$code"
fi

tracker verify
told=$(tracker keep digest --begin)
read -r weekly since <<< "$told"
tracker keep save --remote "$remote" --branch "$branch"
tracker status | tee "$report/status.txt"
tracker keep report --out "$report/issue.md" > "$report/issue.state"
cat "$report/issue.state"
echo "$weekly" > "$report/digest.state"
if [ "$weekly" = due ]; then echo "the weekly digest is due, from $since"; fi
