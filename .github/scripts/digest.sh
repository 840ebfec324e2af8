#!/usr/bin/env bash
# The digest: restore, write it, and send it where mail is configured.
#
#   SINCE, UNTIL           the period, YYYY-MM-DD (default: the last seven days, or from where the last weekly digest that
#                          was sent ended, if that is longer ago: a week that was missed comes with the next)
#   OUT                    folder for the digest (default: digest)
#   REMOTE, BRANCH         where the state is kept (default: origin, tracker-state)
#   TRACKER_TOML           text of a configuration with a [mail] table; written to a file that only this user reads, taken
#                          away at the end; paths in it are relative to this folder
#   TRACKER_SMTP_PASSWORD  set: the digest is sent; unset: it is only written
#   GITHUB_OUTPUT          a digest that was written, and sent where mail is configured, says there until which day
set -euo pipefail
source "$(dirname "$0")/quiet.sh"
out=${OUT:-digest}
finish() {
  if [ -n "${TRACKER_TOML_FILE:-}" ]; then rm -f "$TRACKER_TOML_FILE"; fi
  speak
}
trap finish EXIT

if [ -n "${TRACKER_TOML:-}" ]; then
  TRACKER_TOML_FILE=$(mktemp "$PWD/.tracker.XXXXXXXX")
  printf '%s\n' "$TRACKER_TOML" > "$TRACKER_TOML_FILE"
  export TRACKER_CONFIG=$TRACKER_TOML_FILE
  unset TRACKER_TOML
fi

tracker keep restore --remote "${REMOTE:-origin}" --branch "${BRANCH:-tracker-state}"

if [ -z "${SINCE:-}${UNTIL:-}" ]; then
  told=$(tracker keep digest)
  SINCE=${told#* }
  echo "this digest begins on $SINCE"
fi

words=(digest --out "$out")
if [ -n "${SINCE:-}" ]; then words+=(--since "$SINCE"); fi
if [ -n "${UNTIL:-}" ]; then words+=(--until "$UNTIL"); fi
if [ -n "${TRACKER_SMTP_PASSWORD:-}" ]; then words+=(--email); fi
code=0
tracker "${words[@]}" || code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$out/digest.md" ]; then
  head -c 900000 "$out/digest.md" >> "$GITHUB_STEP_SUMMARY"
fi
if [ "$code" -eq 0 ] && [ -n "${GITHUB_OUTPUT:-}" ]; then
  last=$(python3 -c 'import json, sys; print(json.load(sys.stdin)["until"])' < "$out/digest.json")
  printf 'until=%s\n' "$last" >> "$GITHUB_OUTPUT"
fi
exit "$code"
