# Attack: take over one container, and use what it was given and never needed.
"""What deploy/ grants each container is what docs/threat-model.md says, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest
import yaml

from bot.settings import Settings, describe
from tests.conftest import ROOT
from tests.deploy.manifests import DEPLOY, Manifest, compose, containers, of_kind, templates

TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
SECRET = {name for name, _, _ in describe() if re.search(r"TOKEN|SECRET|AES_KEY|PASSWORD|DATABASE_URL|APP_ID", name)}
PORTS = {5432: "database", 443: "WeChat", int(Settings().rasa_port): "rasa", 6379: "redis"}
NOT_OURS = {"postgres", "proxy", "redis"}  # services of compose without our code


def table(first: str) -> dict[str, list[str]]:
    """Return the rows of a table of the threat model, by their first cell."""
    lines = TEXT[TEXT.index(f"| {first} |") :].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in cells}


def names(cell: str) -> set[str]:
    return set() if cell == "none" else {name.strip() for name in cell.split(",")}


GRANTED = table("container")
NEEDS = table("process")
BY_CONTAINER = {one["name"]: (pod, one) for pod, one in containers()}


def secrets_of(container: Manifest) -> set[str]:
    """Return the names of settings that a container gets from the secret, none of it whole."""
    assert all("secretRef" not in source for source in container.get("envFrom", ()))
    entries = container.get("env", ())
    for entry in entries:  # the setting has the name of the key
        assert entry["valueFrom"]["secretKeyRef"]["name"] == "assistant-secrets"
        assert entry["valueFrom"]["secretKeyRef"]["key"] == entry["name"]
    return {entry["name"] for entry in entries}


def test_the_table_knows_every_container() -> None:
    assert set(GRANTED) == set(BY_CONTAINER)
    assert set(compose()["services"]) - {"postgres", "proxy"} <= set(GRANTED)


@pytest.mark.parametrize("name", sorted(GRANTED))
def test_user_secrets_and_files_are_those_of_the_table(name: str) -> None:
    user, secrets, files, _, _ = GRANTED[name]
    pod, container = BY_CONTAINER[name]
    spec = templates()[pod]["spec"]
    assert spec["securityContext"]["runAsUser"] == spec["securityContext"]["runAsGroup"] == int(user)
    assert "securityContext" not in container or "runAsUser" not in container["securityContext"]
    assert secrets_of(container) == names(secrets) <= SECRET
    mounted = [mount for mount in container.get("volumeMounts", ()) if mount["name"] == "files"]
    assert [("read" if mount.get("readOnly") else "write") for mount in mounted] == ([] if files == "none" else [files])


def test_no_pod_learns_of_services_by_its_environment() -> None:
    """Kubernetes would set EDGE_PORT to tcp://… where a service is called edge, and the edge would not start."""
    assert {one["metadata"]["name"].upper() + "_PORT" for one in of_kind("Service")} & {n for n, _, _ in describe()}
    for name, template in templates().items():
        assert template["spec"]["enableServiceLinks"] is False, name


def test_compose_gives_the_same_secrets_by_reference() -> None:
    for name, service in compose()["services"].items():
        if name in NOT_OURS:
            assert "env_file" not in service, name
            continue
        given = service.get("environment", [])
        assert isinstance(given, list), name  # names only: the values stand in .env
        assert set(given) == names(GRANTED[name][1]), name
        files = [mount for mount in service.get("volumes", ()) if mount.startswith("files:/app/var")]
        assert files == {"none": [], "read": ["files:/app/var:ro"], "write": ["files:/app/var"]}[GRANTED[name][2]]
        assert service["env_file"] == "settings.env"


def test_secrets_stand_in_no_file_that_everybody_gets() -> None:
    plain = set(of_kind("ConfigMap")[0]["data"])
    plain |= set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "compose" / "settings.env.example").read_text("utf-8"), re.M))
    assert not plain & SECRET
    example = (DEPLOY / "compose" / "secrets.env.example").read_text(encoding="utf-8")
    offered = set(re.findall(r"^([A-Z_]+)=", example, re.M))
    used = set().union(*(names(row[1]) for row in GRANTED.values()))
    assert offered <= used
    assert used - offered <= {"WECHAT_AES_KEY_PREVIOUS"}  # set for the days of a change only
    ignored = (DEPLOY / "compose" / ".gitignore").read_text(encoding="utf-8").split()
    assert {".env", "settings.env", "postgres_password.txt"} <= set(ignored)


@pytest.mark.parametrize("name", sorted(set(NEEDS) & set(GRANTED)))
def test_nobody_has_what_they_must_not_have(name: str) -> None:
    for pattern in names(NEEDS[name][-1]) - {"root"}:
        assert [one for one in SECRET if fnmatch(one, pattern)], pattern  # it forbids something that exists
        assert not [one for one in names(GRANTED[name][1]) if fnmatch(one, pattern)], pattern


def selected(selector: Manifest) -> set[str]:
    """Return the pods that a selector means."""
    labels = {name: template["metadata"]["labels"] for name, template in templates().items()}
    wanted = selector.get("matchLabels", {})
    found = {name for name, has in labels.items() if wanted.items() <= has.items()}
    for rule in selector.get("matchExpressions", ()):
        assert rule["operator"] == "In"
        found = {name for name in found if labels[name].get(rule["key"]) in rule["values"]}
    return found


def opened(direction: str, peers: str) -> Iterator[tuple[str, str, int]]:
    """Yield (pod, peer, port) for all that the network policies allow; the naming service apart."""
    for policy in of_kind("NetworkPolicy"):
        for rule in policy["spec"].get(direction) or ():
            assert rule["ports"]
            assert rule[peers]
            for port in (entry["port"] for entry in rule["ports"] if entry["port"] != 53):
                for peer in rule[peers]:
                    inside = selected(peer["podSelector"]) if "podSelector" in peer else {"outside"}
                    yield from ((pod, one, port) for pod in selected(policy["spec"]["podSelector"]) for one in inside)


def test_the_network_opens_what_the_table_says() -> None:
    egress, ingress = set(opened("egress", "to")), set(opened("ingress", "from"))
    for pod in templates():
        may_open, opened_by = GRANTED[pod][3:]
        assert {PORTS[port] for one, _, port in egress if one == pod} == names(may_open), pod
        callers = {"proxy" if peer == "outside" else peer for one, peer, _ in ingress if one == pod}
        assert callers == names(opened_by), pod
    # both ends agree, or nothing flows
    assert {(peer, pod, port) for pod, peer, port in egress if peer != "outside"} == {
        (pod, peer, port) for pod, peer, port in ingress if peer != "outside"
    }


def test_in_compose_redis_and_proxy_see_the_edge_alone() -> None:
    services = compose()["services"]
    for name, networks in (("redis", ["counters"]), ("proxy", ["outside"])):
        assert services[name]["networks"] == networks
        assert {one for one, service in services.items() if set(networks) & set(service.get("networks", ()))} == {
            name,
            "edge",
        }
    assert all(compose()["networks"][name] == {"internal": True} for name in ("inside", "counters"))


def test_every_service_of_compose_is_poor() -> None:
    for name, service in compose()["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name  # seccomp: Docker's own profile, by default
        assert not {"privileged", "pid", "ipc", "devices"} & set(service), name
        assert set(service.get("cap_add", ())) == set() or name in {"postgres", "proxy"}, name
    assert "USER 10001:10001" in (DEPLOY / "Dockerfile").read_text(
        encoding="utf-8"
    )  # those without `user` of their own


def test_nobody_in_the_cluster_may_do_anything_to_it() -> None:
    assert not of_kind("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ServiceAccount")
    assert of_kind("Namespace")[0]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    for path in DEPLOY.rglob("*.y*ml"):
        for one in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            assert "hostPath" not in str(one), path
