"""The manifests must not lag behind the code, and must give nobody more than they need."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.edge.app import make_app
from bot.settings import Settings, describe
from tests.deploy.manifests import DEPLOY, KUBERNETES, compose, containers, documents, of_kind, templates

SETTINGS = {name for name, _, _ in describe()}
OURS = sorted({name for name, one in containers() if one["image"].startswith("anti-fraud-assistant")})
PORTS = {"edge": Settings().edge_port, "rasa": Settings().rasa_port, "console": Settings().console_port}
NOT_PUBLIC = {"/healthz", "/readyz", "/metrics"}
COMMAND_NAMES = {command.name for command in COMMANDS}


def test_every_file_is_applied() -> None:
    listed = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    assert sorted([*listed, "kustomization.yaml"]) == sorted(path.name for path in KUBERNETES.iterdir())


def test_every_setting_that_is_named_exists() -> None:
    named = set(of_kind("ConfigMap")[0]["data"])
    for name in ("settings", "secrets"):
        example = (DEPLOY / "compose" / f"{name}.env.example").read_text(encoding="utf-8")
        named |= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    told = (KUBERNETES / "settings.yaml").read_text(encoding="utf-8").split("apiVersion")[0]
    named |= set(re.findall(r"[A-Z]+(?:_[A-Z]+)+\b", told))
    assert named - SETTINGS == set()
    assert {"DATABASE_URL", "SERVICE_TOKEN", "REDIS_URL"} <= named


def test_every_command_exists() -> None:
    commands = [one["command"] for name, one in containers() if name in OURS]
    commands += [one["command"] for one in compose()["services"].values() if one.get("command", [""])[0] == "python"]
    assert len(commands) > 8
    for command in commands:
        assert command[:3] == ["python", "-m", "bot"]
        assert command[3] in COMMAND_NAMES


def test_the_images_hold_what_the_processes_need() -> None:
    recipe = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", recipe, re.MULTILINE):
        for name in line.split():
            assert (DEPLOY.parent / name).exists(), name
            assert f"!{name}\n" in ignored, name
    assert "USER 10001:10001" in recipe
    assert "http" not in recipe


@pytest.mark.parametrize("name", sorted(PORTS))
def test_ports_are_those_of_the_settings(name: str) -> None:
    ports = [port["containerPort"] for pod, one in containers() if pod == name for port in one.get("ports", ())]
    assert ports == [int(PORTS[name])]


def test_probes_ask_for_paths_that_the_edge_has() -> None:
    app = make_app(Settings(secret_key="k", database_url="sqlite://"))
    paths = {route.resource.canonical for route in app.router.routes() if route.resource}
    edge = next(one for name, one in containers() if name == "edge")
    asked = {edge[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert asked <= paths
    # a Rasa that is away must not have the edges killed as well
    assert edge["livenessProbe"]["httpGet"]["path"] == "/healthz"


def test_everything_is_hardened_and_bounded() -> None:
    for name, one in containers():
        own = one["securityContext"]
        assert own["readOnlyRootFilesystem"], name
        assert own["allowPrivilegeEscalation"] is False, name
        assert own["capabilities"] == {"drop": ["ALL"]}, name
        assert {"cpu", "memory"} <= set(one["resources"]["requests"]), name
        assert {"cpu", "memory"} <= set(one["resources"]["limits"]), name
    for name, template in templates().items():
        pod = template["spec"]["securityContext"]
        assert pod["runAsNonRoot"], name
        assert pod["runAsUser"] > 0, name
        assert pod["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert template["spec"]["automountServiceAccountToken"] is False, name
        assert "hostNetwork" not in template["spec"], name


def test_every_server_has_its_probes_and_rolls() -> None:
    for one in of_kind("Deployment"):
        assert one["spec"]["strategy"]["type"] == "RollingUpdate"
        for container in one["spec"]["template"]["spec"]["containers"]:
            assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(container), container["name"]


@pytest.mark.parametrize("kind", ["HorizontalPodAutoscaler", "PodDisruptionBudget"])
def test_what_carries_the_load_is_scaled_and_never_drained_at_once(kind: str) -> None:
    assert {one["metadata"]["name"] for one in of_kind(kind)} == {"edge", "rasa"}
    for one in of_kind("Deployment"):  # a number there would undo the autoscaler at each apply
        assert ("replicas" in one["spec"]) is (one["metadata"]["name"] not in {"edge", "rasa"})


def test_secrets_stand_nowhere() -> None:
    assert of_kind("Secret") == []
    secret = {"DATABASE_URL", "SECRET_KEY", "SERVICE_TOKEN", "WECHAT_APP_SECRET", "WECHAT_AES_KEY", "WECHAT_TOKEN"}
    assert not secret & set(of_kind("ConfigMap")[0]["data"])


def _policies(direction: str) -> list[dict[str, Any]]:
    found = of_kind("NetworkPolicy")
    return [one for one in found if direction in one["spec"]["policyTypes"] and one["spec"].get(direction.lower())]


def test_the_outside_reaches_the_edge_alone() -> None:
    nothing = next(one for one in of_kind("NetworkPolicy") if one["metadata"]["name"] == "nothing")
    assert nothing["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for policy in _policies("Ingress"):
        target = policy["spec"]["podSelector"]["matchLabels"]["app"]
        for rule in policy["spec"]["ingress"]:
            assert rule["from"], target  # empty would be everybody
            assert rule["ports"], target
            inside = all(set(peer) == {"podSelector"} for peer in rule["from"])
            assert inside or target == "edge"
    assert {one["spec"].get("type", "ClusterIP") for one in of_kind("Service")} == {"ClusterIP"}
    backends = {
        path["backend"]["service"]["name"] for path in of_kind("Ingress")[0]["spec"]["rules"][0]["http"]["paths"]
    }
    assert backends == {"edge"}


def test_the_ingress_shows_every_public_path_and_no_probe() -> None:
    app = make_app(Settings(secret_key="k", database_url="sqlite://"))
    paths = {route.resource.canonical for route in app.router.routes() if route.resource} - NOT_PUBLIC
    rules = of_kind("Ingress")[0]["spec"]["rules"][0]["http"]["paths"]
    shown = {rule["path"]: rule["pathType"] for rule in rules}

    def is_shown(path: str) -> bool:
        return any(path == one or (kind == "Prefix" and path.startswith(f"{one}/")) for one, kind in shown.items())

    assert {path for path in paths if not is_shown(path)} == set()
    assert not is_shown("/healthz")
    assert not is_shown("/readyz")


def test_every_label_that_is_selected_exists() -> None:
    labels = {template["metadata"]["labels"]["app"] for template in templates().values()}
    assert labels == set(templates())
    for one in documents():
        for name in re.findall(r"'app': '([a-z]+)'", str(one)):
            assert name in labels
    database = next(one for one in of_kind("NetworkPolicy") if one["metadata"]["name"] == "database")
    assert set(database["spec"]["podSelector"]["matchExpressions"][0]["values"]) == labels - {"redis"}


def test_in_compose_too_only_the_proxy_is_open() -> None:
    services = compose()["services"]
    opened = {name: one["ports"] for name, one in services.items() if "ports" in one}
    assert opened == {"proxy": ["80:80", "443:443"], "console": ["127.0.0.1:8010:8010"]}
    assert services["actions"]["network_mode"] == "service:rasa"
    assert {name for name, one in services.items() if "outside" in one.get("networks", ())} == {"edge", "proxy"}
    assert compose()["networks"]["inside"] == {"internal": True}
    for name, one in services.items():
        assert one["deploy"]["resources"]["limits"]["memory"], name
        if name != "postgres":  # its image drops rights by itself
            assert one["read_only"], name
            assert one["cap_drop"] == ["ALL"], name
