"""A configuration with other settings of one source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tracker.config import Config
from tracker.model import SourceName


def changed(config: Config, source: str, **more: Any) -> Config:
    """Return a configuration in which some settings of a source are others."""
    name = SourceName(source)
    settings: Any = config.of(name)
    return replace(config, sources={**config.sources, name: replace(settings, **more)})
