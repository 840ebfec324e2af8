"""The whole job on a small invented world that ships with the package, served over loopback HTTP.

    world/ -> ecfr | federal_register | bis (answers of a day, pure) -> server (loopback)
           -> tracker poll, digest, ...

Nothing in `world/` exists outside of it; see `world/README.md`.
"""

from tracker.demo.server import DemoServer
from tracker.demo.show import run

__all__ = ["DemoServer", "run"]
