#!/usr/bin/env bash
# The weekly digest: restore, write it, and send it where mail is configured.
#
#   SINCE, UNTIL           the period, YYYY-MM-DD (default: the last seven days)
#   OUT                    folder for the digest (default: digest)
#   REMOTE, BRANCH         where the state is kept (default: origin, tracker-state)
#   TRACKER_TOML           text of a configuration with a [mail] table; written to a file that only this user reads
#   TRACKER_SMTP_PASSWORD  set: the digest is sent; unset: it is only written
set -euo pipefail
out=${OUT:-digest}

if [ -n "${GITHUB_ACTIONS:-}" ]; then
  pause=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
  echo "::stop-commands::$pause"
  trap 'echo "::$pause::"' EXIT
fi

if [ -n "${TRACKER_TOML:-}" ]; then
  TRACKER_CONFIG=$(mktemp)
  export TRACKER_CONFIG
  printf '%s\n' "$TRACKER_TOML" > "$TRACKER_CONFIG"
  unset TRACKER_TOML
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
