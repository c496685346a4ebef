#!/usr/bin/env bash
# Make .venv-media, the environment of its own for what reads pictures (bot/media/worker.py) and
# hears speech (bot/hearing/worker.py),
# from requirements-media.lock. Runs only when the lock changed. The stamp comes last: without
# it nothing counts as installed.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv-media/.lock-digest
wanted="$(sha256sum requirements-media.lock | cut -d' ' -f1)"
if [ -x .venv-media/bin/python ] && [ "$(cat $stamp 2>/dev/null || true)" = "$wanted" ]; then
  exit 0
fi
[ -x .venv/bin/python ] || { echo "run \`make env\` first: .venv is missing" >&2; exit 1; }
rm -f $stamp
[ -x .venv-media/bin/python ] || .venv/bin/python -m venv .venv-media
printf '· installing %s packages for pictures and speech into .venv-media (380 MB to fetch)\n' "$(grep -c '==' requirements-media.lock)"
# uv first, as for .venv; pip with the same hashes where uv cannot reach its index. uv is started
# elsewhere: here it would take the overrides that Rasa needs from pyproject.toml. Bytecode is made
# now: the worker may write no file, and without it takes ten seconds to start.
root="$PWD"
if (cd / && VIRTUAL_ENV="$root/.venv-media" "$root/.venv/bin/uv" pip install --quiet --compile-bytecode --no-deps --require-hashes \
  -r "$root/requirements-media.lock"); then
  :
else
  printf '· uv could not install; trying pip\n'
  .venv-media/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-media.lock
fi
echo "$wanted" >$stamp
printf '· pictures can be read and speech be heard\n'
