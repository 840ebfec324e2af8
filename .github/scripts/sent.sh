#!/usr/bin/env bash
# After a weekly digest was sent: note with the state up to which day it told, so that the next one begins there.
#
#   UNTIL               the last day of the digest, YYYY-MM-DD
#   REMOTE, BRANCH      where the state is kept (default: origin, tracker-state)
#   TRACKER_KEEP_TOKEN  lets git push over https; never printed
set -euo pipefail
source "$(dirname "$0")/quiet.sh"
remote=${REMOTE:-origin}
branch=${BRANCH:-tracker-state}

tracker keep restore --remote "$remote" --branch "$branch"
tracker keep digest --sent "$UNTIL" > /dev/null
tracker keep save --remote "$remote" --branch "$branch"
