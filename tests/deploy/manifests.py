"""What stands in deploy/, read for tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
Manifest = dict[str, Any]


def documents() -> list[Manifest]:
    """Return every object of the Kubernetes manifests."""
    listed = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    return [one for name in listed for one in yaml.safe_load_all((KUBERNETES / name).read_text(encoding="utf-8"))]


def of_kind(*kinds: str) -> list[Manifest]:
    """Return the objects of some kinds."""
    return [one for one in documents() if one["kind"] in kinds]


def templates() -> dict[str, Manifest]:
    """Return the pod template of everything that runs, by name."""
    found = {one["metadata"]["name"]: one["spec"]["template"] for one in of_kind("Deployment", "Job")}
    jobs = of_kind("CronJob")
    return found | {one["metadata"]["name"]: one["spec"]["jobTemplate"]["spec"]["template"] for one in jobs}


def containers() -> Iterator[tuple[str, Manifest]]:
    """Yield every container with the name of its pod."""
    for name, template in templates().items():
        for container in template["spec"]["containers"]:
            yield name, container


def compose() -> Manifest:
    """Return the compose file."""
    read: Manifest = yaml.safe_load((DEPLOY / "compose" / "compose.yml").read_text(encoding="utf-8"))
    return read
