#!/usr/bin/env bash
# The weekly digest: restore, write it, and send it where mail is configured.
#
#   SINCE, UNTIL           the period, YYYY-MM-DD (default: the last seven days, or from the day of the last scheduled
#                          digest that was sent, if that is longer ago: a week that was missed comes with the next)
#   OUT                    folder for the digest (default: digest)
#   REMOTE, BRANCH         where the state is kept (default: origin, tracker-state)
#   GH_TOKEN               lets gh tell when the last scheduled digest was sent; without it the last seven days are taken
#   TRACKER_TOML           text of a configuration with a [mail] table; written to a file that only this user reads, taken
#                          away at the end; paths in it are relative to this folder
#   TRACKER_SMTP_PASSWORD  set: the digest is sent; unset: it is only written
set -euo pipefail
out=${OUT:-digest}
pause=
finish() {
  if [ -n "${TRACKER_TOML_FILE:-}" ]; then rm -f "$TRACKER_TOML_FILE"; fi
  if [ -n "$pause" ]; then echo "::$pause::"; fi
}
trap finish EXIT

if [ -n "${GITHUB_ACTIONS:-}" ]; then
  pause=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
  echo "::stop-commands::$pause"
fi

if [ -n "${TRACKER_TOML:-}" ]; then
  TRACKER_TOML_FILE=$(mktemp "$PWD/.tracker.XXXXXXXX")
  printf '%s\n' "$TRACKER_TOML" > "$TRACKER_TOML_FILE"
  export TRACKER_CONFIG=$TRACKER_TOML_FILE
  unset TRACKER_TOML
fi

if [ -z "${SINCE:-}${UNTIL:-}" ] && [ -n "${GH_TOKEN:-}" ]; then
  query=(--workflow digest.yml --event schedule --status success --limit 1 --json createdAt --jq '.[0].createdAt // ""')
  last=$(gh run list "${query[@]}") || last=
  week=$(date --utc --date "${TRACKER_NOW:-now} 7 days ago" +%F)
  if [ -n "$last" ] && [[ "${last%%T*}" < "$week" ]]; then
    SINCE=${last%%T*}
    echo "the last scheduled digest was sent on $SINCE: this one begins there"
  fi
fi

tracker keep restore --remote "${REMOTE:-origin}" --branch "${BRANCH:-tracker-state}"

words=(digest --out "$out")
if [ -n "${SINCE:-}" ]; then words+=(--since "$SINCE"); fi
if [ -n "${UNTIL:-}" ]; then words+=(--until "$UNTIL"); fi
if [ -n "${TRACKER_SMTP_PASSWORD:-}" ]; then words+=(--email); fi
code=0
tracker "${words[@]}" || code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$out/digest.md" ]; then
  head -c 900000 "$out/digest.md" >> "$GITHUB_STEP_SUMMARY"
fi
exit "$code"
