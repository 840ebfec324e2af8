"""What all tests share: no network beyond loopback, no settings of the person who runs them, the
recorded world where it lies.

The recorded data is a folder beside the repository (`../shared`); tests that need it skip, with
that reason, where it is absent.
"""

from __future__ import annotations

import ipaddress
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests import silent
from tracker.demo import DemoServer

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / "../shared"

settings.register_profile("ci", derandomize=True, deadline=None, database=None, max_examples=60)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# A mutant is killed by any example; the smallest one would take a hundred runs more.
settings.register_profile(
    "mutants", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

for name in [variable for variable in os.environ if variable.startswith("TRACKER_")]:
    del os.environ[name]
# Programs that tests start cannot be guarded by a hook in this process: they meet a closed proxy
# instead.
os.environ |= dict.fromkeys(
    ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"
)
os.environ |= dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost,::1")


MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30:
    # Thousands of small databases are written, each with a wait for the disk; in memory none waits.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost") or not isinstance(host, str):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in (platform.node(), "localhost.localdomain")


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every connection and name look-up that would leave this machine (an audit hook of the
    interpreter)."""
    if event in ("socket.connect", "socket.sendto"):
        target = arguments[1]
        host = target[0] if isinstance(target, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_loopback(host):
        raise OSError(f"tests may not leave this machine: {host}")


sys.addaudithook(_guard)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite expected files, and fail, so that they are reviewed",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under `--update-golden` run only the tests that hold something against an expected file."""
    if config.getoption("--update-golden"):
        golden = [item for item in items if "golden" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in golden])
        items[:] = golden


class Golden:
    """Compares with an expected file; under `--update-golden` it rewrites the file and fails all
    the same."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def __call__(self, expected: Path, actual: str) -> None:
        actual = actual.rstrip("\n") + "\n"
        held = expected.read_text(encoding="utf-8") if expected.exists() else None
        if held == actual:
            return
        if self.update:
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(actual, encoding="utf-8")
            pytest.fail(f"rewrote {expected.name}: review and commit", pytrace=False)
        told = lines_between(held or "", actual)
        pytest.fail(f"{expected} differs; `make golden` rewrites it\n{told}", pytrace=False)


def lines_between(expected: str, actual: str, most: int = 60) -> str:
    """Return the lines that were lost (`-`) and gained (`+`), at most so many."""
    pair = expected.splitlines(), actual.splitlines()
    told = [line for line in unified_diff(*pair, n=0, lineterm="") if line[:2] != "@@"][2:]
    lost = sum(line.startswith("-") for line in told)
    more = [f"... and {len(told) - most} more lines"] if len(told) > most else []
    return "\n".join([f"lines lost: {lost}, gained: {len(told) - lost}", *told[:most], *more])


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with a file: `golden(path, text)`."""
    return Golden(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of recorded data, or skip."""
    folder = (SHARED / "corpus").resolve()
    if not folder.is_dir():
        pytest.skip("the recorded data (../shared/corpus) is not on this machine")
    return folder


@dataclass(frozen=True)
class ReplayedWorld:
    """A running replay of the three services; `base` is its address, every method one request to
    its controls."""

    base: str

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings that point the tracker at this world."""
        names = {"ECFR": "ecfr", "FR": "fr", "BIS": "bis", "GOVINFO": "govinfo"}
        found = {f"TRACKER_{name}_URL": f"{self.base}/{path}" for name, path in names.items()}
        return silent.environment() | found

    def today(self, day: date | str) -> None:
        """Move the clock of the world; nothing later is visible."""
        self._get(f"_control?today={day}")

    def fault(self, kind: str, match: str = "", times: int = 1) -> None:
        """Let the next `times` requests whose URL contains `match` fail as `kind`."""
        self._get(f"_control?fault={kind}&match={quote(match)}&times={times}")

    def restate(self, identifier: str, day: date | str) -> None:
        """Serve that version with other text from now on."""
        self._get(f"_control?restate={quote(identifier)}&date={day}")

    def shape(self, name: str) -> None:
        """Let a service answer in another form from now on; `clear` takes all forms back."""
        self._get(f"_control?shape={name}")

    def clear(self) -> None:
        """Remove all faults."""
        self._get("_control?fault=clear")

    def log(self) -> list[dict[str, Any]]:
        """Return every request so far: `at`, `path`, `agent`, `accept`."""
        answer = self._get("_log")
        assert isinstance(answer, list)
        return answer

    def _get(self, path: str) -> Any:
        with urlopen(f"{self.base}/{path}", timeout=30) as answer:
            return json.load(answer)


@pytest.fixture
def world(corpus: Path) -> Iterator[ReplayedWorld]:
    """Replay the recorded world on loopback, on 2025-01-20 until its clock is moved; skip where it
    is absent."""
    script = (SHARED / "upstream/serve.py").resolve()
    if not script.is_file():
        pytest.skip("the replay (../shared/upstream/serve.py) is not on this machine")
    command = [sys.executable, str(script), str(corpus / "world"), "--today", "2025-01-20"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = process.stdout.readline().strip()
        try:
            yield ReplayedWorld(base)
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture
def demo_world() -> Iterator[DemoServer]:
    """Serve the small invented world that ships with the package, on the day before anything
    happens there."""
    with DemoServer(date(2021, 3, 1)) as server:
        yield server
