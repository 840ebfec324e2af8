#!/usr/bin/env bash
# Opens, updates or closes the ONE issue about broken sources.
#
#   issue.sh STATE FILE    STATE: open | closed | none (leave it as it is); FILE: the text
#
# Needs gh with GH_TOKEN and GH_REPO, and issues: write. Quiet: it comments only when other
# sources are broken than before, or none any more.
set -euo pipefail
state=$1
file=$2
label=broken-source
title="A source cannot be read"

if [ "$state" = none ]; then exit 0; fi
number=$(gh issue list --state open --label "$label" --limit 1 --json number --jq '.[0].number // empty')
case "$state" in
  open)
    if [ -z "$number" ]; then
      gh label create "$label" --description "Kept by the scheduled poll" --color B60205 --force
      gh issue create --title "$title" --label "$label" --body-file "$file"
    else
      held=$(gh issue view "$number" --json body --jq .body)
      told=$(cat "$file")
      if [ "$held" != "$told" ]; then gh issue edit "$number" --body-file "$file"; fi
      if [ "${held%%$'\n'*}" != "${told%%$'\n'*}" ]; then gh issue comment "$number" --body "${told%%$'\n'*}"; fi
    fi
    ;;
  closed)
    if [ -n "$number" ]; then
      gh issue comment "$number" --body-file "$file"
      gh issue close "$number"
    fi
    ;;
  *)
    echo "issue.sh: unknown state $state" >&2
    exit 2
    ;;
esac
