"""The lowest versions that pyproject.toml allows, as constraints for pip: `python tests/floors.py`.

A job of test.yml installs exactly these and runs the tests on them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_FLOOR = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*>=\s*(?P<version>[0-9][0-9.]*)")


def project() -> Any:
    """Return the `[project]` table of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(name: str) -> str:
    """Return a package's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def floors(requirements: list[str]) -> dict[str, str]:
    """Return the floor of each requirement; one without a floor is a mistake."""
    found = {}
    for requirement in requirements:
        matched = _FLOOR.match(requirement)
        if matched is None:
            raise SystemExit(f"pyproject.toml: {requirement!r} has no floor; write it as NAME>=1.2")
        found[normal(matched["name"])] = matched["version"]
    return found


if __name__ == "__main__":
    lowest = floors(project()["dependencies"])
    sys.stdout.writelines(f"{name}=={version}\n" for name, version in lowest.items())
