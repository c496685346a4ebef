"""A new model must reach every replica, also those that share a name."""

from __future__ import annotations

import pytest

from bot.publish.addresses import every_replica

PODS = {"rasa": ["10.1.0.7", "10.1.0.3", "10.1.0.3"], "six": ["fd00::2"], "127.0.0.1": ["127.0.0.1"]}


@pytest.mark.parametrize(
    ("urls", "replicas"),
    [
        (["http://rasa:5005"], ["http://10.1.0.3:5005", "http://10.1.0.7:5005"]),
        (["http://rasa:5005", "http://10.1.0.3:5005"], ["http://10.1.0.3:5005", "http://10.1.0.7:5005"]),
        (["http://127.0.0.1:5005", "http://127.0.0.1:5006"], ["http://127.0.0.1:5005", "http://127.0.0.1:5006"]),
        (["http://six:5005"], ["http://[fd00::2]:5005"]),
        (["http://rasa"], ["http://10.1.0.3:80", "http://10.1.0.7:80"]),
        (["https://rasa:5005"], ["https://rasa:5005"]),  # the certificate names the host
        (["http://nowhere:5005"], ["http://nowhere:5005"]),  # the publisher is told that it does not answer
    ],
)
def test_every_replica_is_found(urls: list[str], replicas: list[str]) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return PODS.get(host, ["10.1.0.3"] if host == "10.1.0.3" else [])

    assert every_replica(urls, resolve) == replicas


def test_this_machine_is_one_replica_though_it_has_two_families_of_addresses() -> None:
    assert every_replica(["http://localhost:5005"]) == ["http://127.0.0.1:5005"]
