#!/usr/bin/env bash
# Everything that must hold: style, types, content, then all tests on the real system.
# System packages are installed where this machine lets us; elsewhere it says what
# is missing and which tests are left out.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n── %s\n' "$*"; }

missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk fontconfig)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v redis-server >/dev/null 2>&1 || missing+=(redis-server)
command -v pdftoppm >/dev/null 2>&1 || missing+=(poppler-utils)
{ command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]; } || missing+=(nginx-light)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing system packages: ${missing[*]}"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    say "not installed here: ${missing[*]}. Left out: chromium → tests/browser, postgresql → the PostgreSQL half of tests/integration, redis-server → tests with two machines, poppler-utils → reading a printed poster back, nginx-light → the reverse proxy"
  fi
fi

say "what reads pictures and hears speech"
# three minutes at most: where packages come slowly the rest is tested all the same
timeout 180 scripts/apart.sh media || say "not installed within 3 minutes. Left out: .venv-media → tests with a real reader of pictures, and those that speak. Run: make media"

say "what holds telephone lines"
timeout 120 scripts/apart.sh phone || say "not installed within 2 minutes. Left out: .venv-phone → tests/telephone. Run: make phone"

say "style"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
say "types"
.venv/bin/mypy
say "manifests"
scripts/manifests.sh
say "content"
.venv/bin/python -m bot check
say "database, content and model"
.venv/bin/python -m bot prepare
if [ $# -gt 0 ]; then
  say "tests: $*"
  exec .venv/bin/python -m pytest "$@"
fi
say "tests, two at a time"
.venv/bin/python -m pytest -n 2 --dist loadscope -m "not alone and not slow" --durations=15
say "tests that measure speed, one at a time"
.venv/bin/python -m pytest -m "alone and not slow" --durations=5
