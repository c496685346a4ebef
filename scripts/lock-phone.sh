#!/usr/bin/env bash
# Write requirements-phone.lock from requirements-phone.in: hashes, no index address.
# Done elsewhere than here, or uv would take the overrides that Rasa needs from pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
elsewhere="$(mktemp -d)"
trap 'rm -rf "$elsewhere"' EXIT
(cd "$elsewhere" && "$root/.venv/bin/uv" pip compile --quiet --python "$root/.venv/bin/python" --generate-hashes \
  --no-header --no-annotate --upgrade --output-file "$root/requirements-phone.lock" "$root/requirements-phone.in")
printf 'pinned %s packages\n' "$(grep -c '==' requirements-phone.lock)"
