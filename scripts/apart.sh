#!/usr/bin/env bash
# Make an environment of its own, .venv-NAME, from requirements-NAME.lock: `scripts/apart.sh media`.
#   media  what reads pictures (bot/media/worker.py) and hears speech (bot/hearing/worker.py)
#   phone  what holds telephone lines (telephone/)
# Runs only when the lock changed. The stamp comes last: without it nothing counts as installed.
set -euo pipefail
cd "$(dirname "$0")/.."

name="${1:-}"
case "$name" in
  media) size='380 MB' done='pictures can be read and speech be heard' ;;
  phone) size='7 MB' done='telephone lines can be held: docs/runbooks/phone.md' ;;
  *) echo "usage: scripts/apart.sh media|phone" >&2; exit 2 ;;
esac
root="$PWD" venv=".venv-$name" lock="requirements-$name.lock"
stamp=$venv/.lock-digest
wanted="$(sha256sum "$lock" | cut -d' ' -f1)"
if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
  exit 0
fi
[ -x .venv/bin/python ] || { echo "run \`make env\` first: .venv is missing" >&2; exit 1; }
rm -f "$stamp"
[ -x "$venv/bin/python" ] || .venv/bin/python -m venv "$venv"
printf '· installing %s packages into %s (%s to fetch)\n' "$(grep -c '==' "$lock")" "$venv" "$size"
# uv first, as for .venv; pip with the same hashes where uv cannot reach its index. uv is started
# elsewhere: here it would take the overrides that Rasa needs from pyproject.toml. Bytecode is made
# now: a worker may write no file, and without it takes ten seconds to start.
if ! (cd / && VIRTUAL_ENV="$root/$venv" "$root/.venv/bin/uv" pip install --quiet --compile-bytecode --no-deps \
  --require-hashes -r "$root/$lock"); then
  printf '· uv could not install; trying pip\n'
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
fi
echo "$wanted" >"$stamp"
printf '· %s\n' "$done"
