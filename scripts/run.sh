#!/usr/bin/env bash
# Start everything under supervisor and say when the page answers.
set -euo pipefail
cd "$(dirname "$0")/.."
export VAR_DIR="${VAR_DIR:-$PWD/var}" PYTHON="$PWD/.venv/bin/python"
export TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore
mkdir -p "$VAR_DIR"
"$PYTHON" -m bot prepare
"$PYTHON" -m bot ready &
exec .venv/bin/supervisord -c deploy/supervisord.conf
