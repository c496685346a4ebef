#!/usr/bin/env bash
# Start everything under supervisor and say when the page answers.
set -euo pipefail
cd "$(dirname "$0")/.."
export VAR_DIR="${VAR_DIR:-$PWD/var}" PYTHON="${SUPERVISED_PYTHON:-$PWD/.venv/bin/python}"
export TF_CPP_MIN_LOG_LEVEL=3 MALLOC_ARENA_MAX=2 RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore
mkdir -p "$VAR_DIR"
"$PYTHON" -m compileall -q bot actions db telephone # a start may not wait for it, nor be forbidden to keep it
"$PYTHON" -m bot prepare
"$PYTHON" -m bot ready &

# A supervisor that was killed outright is started again: what it had started serves on meanwhile, then
# makes room (bot/serve/orphan.py). One that ended by itself, by Ctrl-C or because we were told to stays ended.
stopping=0 supervisor=
stop() {
  stopping=1
  [ -z "$supervisor" ] || kill -TERM "$supervisor" 2>/dev/null || true
}
trap stop INT TERM
while true; do
  .venv/bin/supervisord -c deploy/supervisord.conf &
  supervisor=$!
  while code=0; do # a signal to us ends `wait` too early
    wait "$supervisor" || code=$?
    kill -0 "$supervisor" 2>/dev/null || break
  done
  [ "$stopping" = 0 ] && [ "$code" -gt 128 ] || exit "$code"
  printf '{"process": "run", "level": "error", "event": "the supervisor was killed and is started again"}\n' >&2
done
