# No image can be built where there is no Docker: what the Dockerfile would leave is laid out instead, and run.
"""Every process starts and answers as user 10001, with nothing but the image's files, its own secrets and /tmp."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT, SERVICE_TOKEN, Person, System, free_port
from tests.deploy.manifests import DEPLOY, containers, of_kind
from tests.hardening.conftest import require_real
from tests.picture_door import HAS_MEDIA, SCREENSHOTS, WITHOUT_MEDIA

RECIPE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
FILES = " ".join(re.findall(r"^COPY (?!--from)(.+) \S+$", RECIPE.split(" AS core")[1], re.MULTILINE))
USER = 10001
SERVERS = ("actions", "rasa", "edge", "console")
KEY = "planted-key-of-the-image"
ENTER = ("unshare", "-m", "bash", str(ROOT / "tests" / "deploy" / "in_image.sh"))


def image_environment() -> dict[str, str]:
    """Return what ENV sets."""
    set_there = re.search(r"^ENV (.+)$", RECIPE.split(" AS core")[1], re.MULTILINE)
    assert set_there
    return dict(pair.split("=", 1) for pair in set_there.group(1).split())


@dataclass
class Image(System):
    """A system whose processes see what the image holds, and are given what the manifests give them."""

    folder: Path = Path()
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """File into which every process writes, out of their sight."""
        return self.folder / "system.log"

    @property
    def files(self) -> Path:
        """The shared volume."""
        return self.folder / "files"

    def command(self, name: str) -> list[str]:
        """Return what runs a container's command so."""
        one = next(one for _, one in containers() if one["name"] == name)
        mounts = [mount for mount in one["volumeMounts"] if mount["name"] == "files"]
        mode = "none" if not mounts else "read" if mounts[0].get("readOnly") else "write"
        named = [entry["name"] for entry in one.get("env", ())]
        given = {**image_environment(), **of_kind("ConfigMap")[0]["data"], **self.environment}
        given |= {key: value for key, value in self.secrets.items() if key in named}
        root = self.folder / f"root-{name}"
        root.mkdir(exist_ok=True)
        enter = [*ENTER, str(root), str(ROOT), FILES, str(Path(sys.base_prefix).resolve()), str(self.files), mode]
        return [*enter, "/usr/bin/env", "-i", *(f"{key}={value}" for key, value in given.items()), *one["command"]]

    def start(self, *names: str) -> None:
        """Start servers by name."""
        for name in names:
            with self.log.open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    self.command(name), stdout=log, stderr=log, start_new_session=True
                )

    def run(self, name: str) -> str:
        """Run a job; returns what it printed."""
        done = subprocess.run(self.command(name), capture_output=True, text=True, timeout=250, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def of_process(self, name: str, file: str) -> str:
        """Return what the kernel says of a running process."""
        return Path(f"/proc/{self.processes[name].pid}/{file}").read_text(encoding="utf-8")


def _volume(folder: Path) -> None:
    """Make the shared volume with the trained model, as the image's user owns it."""
    models = folder / "models"
    models.mkdir(parents=True)
    for file in (ROOT / "var" / "models").glob("current.tar.*"):
        shutil.copyfile(file, models / file.name)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, USER, USER)


@pytest.fixture(scope="module")
def image(new_postgres: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """Run `prepare`, then every server of the manifests, on loopback."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv"))):
        pytest.skip("only root may lay out a view of files")
    if subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("namespaces of mounts are not permitted here")
    ports = {f"{name.upper()}_PORT": str(free_port()) for name in SERVERS}
    local = {"RASA_URLS": f"http://127.0.0.1:{ports['RASA_PORT']}", "REDIS_URL": "", "METRICS_PORT": "0"}
    url = new_postgres()
    secrets = {
        "DATABASE_URL": url,
        "READER_DATABASE_URL": url.replace("postgres@", "words_reader:planted@"),
        "SECRET_KEY": KEY,
        "SERVICE_TOKEN": SERVICE_TOKEN,
    }
    made = Image({**ports, **local}, folder=tmp_path_factory.mktemp("image"), secrets=secrets)
    _volume(made.files)
    made.log.touch()
    made.run("prepare")
    made.start(*SERVERS)
    try:
        made.wait_ready()
        console = f"http://127.0.0.1:{ports['CONSOLE_PORT']}/login"
        made.wait_for(lambda: requests.get(console, timeout=5).status_code == 200)
        yield made
    finally:
        made.stop()


def test_it_answers(image: Image) -> None:
    require_real(Person(image).send("冒充警察的说我洗钱，让我把钱转到安全账户"))


@pytest.mark.parametrize("name", SERVERS)
def test_no_process_has_rights_or_may_write_elsewhere(image: Image, name: str) -> None:
    status = dict(line.split(":\t", 1) for line in image.of_process(name, "status").splitlines())
    assert status["Uid"].split() == status["Gid"].split() == [str(USER)] * 4
    assert status["Groups"].strip() == ""
    assert {int(status[f"Cap{kind}"], 16) for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {0}
    assert status["NoNewPrivs"] == "1"
    mounts = [line.split()[4:6] for line in image.of_process(name, "mountinfo").splitlines()]
    writable = {place for place, options in mounts if options.split(",")[0] == "rw"}
    writable = {place for place in writable if not place.startswith(("/proc", "/dev/"))}
    assert writable == ({"/tmp", "/app/var"} if name == "console" else {"/tmp"})


def test_rasa_and_actions_were_told_no_key(image: Image) -> None:
    known = {name: image.of_process(name, "environ") for name in SERVERS}
    assert {name for name, told in known.items() if KEY in told} == {"edge", "console"}
    assert {name for name, told in known.items() if SERVICE_TOKEN in told} == {"edge"}
    assert {name for name, told in known.items() if "postgres@" in told} == {"edge", "console"}
    assert {name for name, told in known.items() if "words_reader" in told} == {"actions"}


@pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA)
def test_pictures_are_read_there(image: Image) -> None:
    name = "wechat_service_dark.png"
    answer = requests.post(
        f"{image.url}/api/pictures",
        data={"id": "picture", "user": "somebody", "channel": "test"},
        files={"picture": (name, (SCREENSHOTS / name).read_bytes())},
        headers={"Authorization": f"Bearer {SERVICE_TOKEN}"},
        timeout=60,
    )
    assert answer.json()["case"]["type"] == "service_membership"


def test_jobs_run_with_what_they_are_given(image: Image) -> None:
    assert "expired rows deleted" in image.run("retention")
    assert "nothing changed" in image.run("prepare")


def test_no_key_was_made_in_the_shared_files(image: Image) -> None:
    assert not list(image.files.rglob("secret.key*"))
