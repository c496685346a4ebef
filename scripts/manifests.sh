#!/usr/bin/env bash
# Check deploy/kubernetes against the schemas of Kubernetes, in an environment of its own: the
# validator needs a newer jsonschema than Rasa. Skips plainly where it cannot be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv-deploy
if [ ! -x $venv/bin/kubernetes-validate ]; then
  python3 -m venv $venv
  timeout 120 $venv/bin/pip install --quiet --disable-pip-version-check 'kubernetes-validate==1.37.0' 'yamllint==1.38.0' ||
    { echo "deploy/kubernetes: not checked, the validator could not be installed within 2 minutes"; exit 0; }
fi
$venv/bin/yamllint -d '{extends: relaxed, rules: {line-length: disable}}' deploy
$venv/bin/kubernetes-validate --quiet --strict $(ls deploy/kubernetes/*.yaml | grep -v kustomization)
if command -v kubectl >/dev/null 2>&1; then
  kubectl kustomize deploy/kubernetes >/dev/null
fi
echo "deploy/kubernetes: valid"
