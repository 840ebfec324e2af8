#!/usr/bin/env bash
# Before a poll: where another release made the kept state, derive it again, verify it, keep it. Quick where there is nothing to do.
#
#   REMOTE, BRANCH      where the state is kept (default: origin, tracker-state)
#   TRACKER_KEEP_TOKEN  lets git push over https; never printed
#   TRACKER_DB          the database (default state/tracker.db)
#
# Whatever fails or is cut off here leaves the branch as it was.
set -euo pipefail
source "$(dirname "$0")/quiet.sh"
remote=${REMOTE:-origin}
branch=${BRANCH:-tracker-state}

tracker keep restore --remote "$remote" --branch "$branch"
if [ ! -f "${TRACKER_DB:-state/tracker.db}" ]; then
  echo "nothing is kept yet: nothing to rebuild"
  exit 0
fi

told=$(tracker rebuild --if-needed --json)
needed=$(python3 -c 'import json, sys; print(json.load(sys.stdin)["needed"])' <<< "$told")
if [ "$needed" = False ]; then
  echo "nothing to do: this release made every row"
  exit 0
fi
printf '%s\n' "$told"
tracker verify
tracker keep save --remote "$remote" --branch "$branch"
