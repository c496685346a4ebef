#!/usr/bin/env bash
# Attack what runs here: every described door by schemathesis, then a million fuzzed inputs, into docs/fuzz.md.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/attack-tools.sh
.venv/bin/python -m tests.fuzz.doors
exec .venv/bin/python -m tests.fuzz "$@"
