#!/usr/bin/env bash
# Write requirements-media.lock from requirements-media.in: hashes, no index address.
# Done elsewhere than here, or uv would take the overrides that Rasa needs from pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
elsewhere="$(mktemp -d)"
trap 'rm -rf "$elsewhere"' EXIT
(cd "$elsewhere" && "$root/.venv/bin/uv" pip compile --quiet --python "$root/.venv/bin/python" --generate-hashes \
  --no-header --no-annotate --upgrade --output-file "$root/requirements-media.lock" "$root/requirements-media.in")
printf 'pinned %s packages\n' "$(grep -c '==' requirements-media.lock)"
