"""The guards that every test relies on."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.conftest import ReplayedWorld


def test_a_connection_beyond_this_machine_is_refused() -> None:
    with socket.socket() as outward, pytest.raises(OSError, match="may not leave"):
        outward.connect(("192.0.2.1", 80))


def test_a_name_beyond_this_machine_is_not_looked_up() -> None:
    with pytest.raises(OSError, match="may not leave"):
        socket.getaddrinfo("example.org", 80)


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_settings_of_the_person_who_runs_the_tests_are_gone() -> None:
    assert [name for name in os.environ if name.startswith("TRACKER_")] == []


def test_the_replayed_world_moves_its_clock_and_keeps_a_log(
    world: ReplayedWorld, corpus: Path
) -> None:
    world.today("2025-01-31")
    world.fault("503", match="nothing-has-this", times=1)
    world.clear()
    assert world.log() == []
    assert (corpus / "world").is_dir()
