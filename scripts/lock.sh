#!/usr/bin/env bash
# Write requirements.lock: every package with hashes and no index address.
# uv.lock itself holds addresses and stays out of git.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/uv lock --python .venv/bin/python
.venv/bin/uv export --python .venv/bin/python --quiet --no-header --no-annotate --no-emit-project --group dev \
  --output-file requirements.lock
printf 'pinned %s packages\n' "$(grep -c '==' requirements.lock)"
