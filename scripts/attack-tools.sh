#!/usr/bin/env bash
# Tools that attack, in a throwaway .venv-attack: none of them enters the product's lock.
# schemathesis has an environment of its own; Atheris is only put beside .venv, which runs it.
set -euo pipefail
cd "$(dirname "$0")/.."

schemathesis=schemathesis==4.30.1
atheris=atheris==2.3.0 # the last with a wheel for Python 3.10
stamp=.venv-attack/.tools
[ "$(cat $stamp 2>/dev/null || true)" != "$schemathesis $atheris" ] || exit 0
[ -x .venv/bin/python ] || { echo "run \`make env\` first: .venv is missing" >&2; exit 1; }
rm -rf .venv-attack
.venv/bin/python -m venv .venv-attack
.venv-attack/bin/pip install --quiet --disable-pip-version-check "$schemathesis"
.venv-attack/bin/pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
  --target .venv-attack/atheris "$atheris" || echo "· Atheris is not to be had here: fuzzing without coverage"
echo "$schemathesis $atheris" >$stamp
