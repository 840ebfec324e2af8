# Sourced by the others. What the tracker prints may quote a source: within a CI log it must not be able to give the
# runner a command. A script with a trap of its own ends it with `speak`.
pause=
speak() { if [ -n "$pause" ]; then echo "::$pause::"; fi; }
trap speak EXIT
if [ -n "${GITHUB_ACTIONS:-}" ]; then
  pause=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
  echo "::stop-commands::$pause"
fi
