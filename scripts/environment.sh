#!/usr/bin/env bash
# Find Python 3.10, make .venv, install what requirements.lock pins. Runs only
# when the lock changed. Prints progress; says plainly what to install if it can't.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '· %s\n' "$*"; }

find_python() {
  local candidate
  for candidate in "${PYTHON310:-}" python3.10 "$HOME"/.pyenv/versions/3.10.*/bin/python3.10 python3; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  if command -v uv >/dev/null 2>&1; then
    candidate="$(uv python find 3.10 2>/dev/null || true)"
    [ -z "$candidate" ] || { echo "$candidate"; return 0; }
  fi
  return 1
}

stamp=.venv/.lock-digest
wanted="$(sha256sum requirements.lock | cut -d' ' -f1)"
if [ -x .venv/bin/python ] && [ "$(cat $stamp 2>/dev/null || true)" = "$wanted" ]; then
  exit 0
fi

if ! python="$(find_python)"; then
  cat >&2 <<'TEXT'
Python 3.10 was not found (Rasa 3.6 runs on no other version). Install one of:
  apt-get install python3.10 python3.10-venv     (Ubuntu 22.04)
  pyenv install 3.10                             (any Linux)
  uv python install 3.10                         (any Linux)
or name it: PYTHON310=/path/to/python3.10 make run
TEXT
  exit 1
fi

say "Python: $("$python" --version)"
[ -x .venv/bin/python ] || { say "making .venv"; "$python" -m venv .venv; }
say "installing $(grep -c '==' requirements.lock) pinned packages (about a minute)"
# uv is four times as fast as pip; where its index cannot be reached pip, which
# follows the machine's own settings, does the same with the same hashes. Bytecode is made now,
# as pip does: where the environment forbids to write it, every start would compile 6,000 files.
if .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock &&
  VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet --compile-bytecode --no-deps --require-hashes \
    -r requirements.lock; then
  :
else
  say "uv could not install; trying pip"
  .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
fi
echo "$wanted" >$stamp
say "environment is ready"
