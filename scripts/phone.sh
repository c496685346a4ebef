#!/usr/bin/env bash
# Make .venv-phone, the environment of its own for what holds telephone lines (telephone/), from
# requirements-phone.lock. Runs only when the lock changed. The stamp comes last: without it nothing
# counts as installed.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv-phone/.lock-digest
wanted="$(sha256sum requirements-phone.lock | cut -d' ' -f1)"
if [ -x .venv-phone/bin/python ] && [ "$(cat $stamp 2>/dev/null || true)" = "$wanted" ]; then
  exit 0
fi
[ -x .venv/bin/python ] || { echo "run \`make env\` first: .venv is missing" >&2; exit 1; }
rm -f $stamp
[ -x .venv-phone/bin/python ] || .venv/bin/python -m venv .venv-phone
printf '· installing %s packages for the telephone into .venv-phone (7 MB to fetch)\n' "$(grep -c '==' requirements-phone.lock)"
# uv first, then pip with the same hashes: see scripts/media.sh
root="$PWD"
if (cd / && VIRTUAL_ENV="$root/.venv-phone" "$root/.venv/bin/uv" pip install --quiet --compile-bytecode --no-deps --require-hashes \
  -r "$root/requirements-phone.lock"); then
  :
else
  printf '· uv could not install; trying pip\n'
  .venv-phone/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-phone.lock
fi
echo "$wanted" >$stamp
printf '· telephone lines can be held: docs/runbooks/phone.md\n'
