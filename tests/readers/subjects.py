"""The subjects of all sources under short names, those of a site as the BIS site has them."""

from __future__ import annotations

from typing import Any, TypeAlias

from tracker import sources
from tracker.sources.bis import SITE
from tracker.sources.ecfr.subjects import Full, Titles, Versions, subject_of
from tracker.sources.federal_register.subjects import Inspection, Search, Text
from tracker.sources.site import subjects as site

__all__ = [
    "BisPage",
    "Full",
    "Inspection",
    "Listing",
    "Notices",
    "Search",
    "Sitemap",
    "Subject",
    "Text",
    "Titles",
    "Versions",
    "parse",
    "subject_of",
]
Subject: TypeAlias = Any


def BisPage(path: str) -> site.SitePage:  # noqa: N802 (it stands for a class)
    return site.SitePage(SITE.source, path)


def Listing(path: str) -> site.Listing:  # noqa: N802 (it stands for a class)
    return site.Listing(SITE.source, path)


def Notices(path: str) -> site.Notices:  # noqa: N802 (it stands for a class)
    return site.Notices(SITE.source, path)


def Sitemap(path: str) -> site.Sitemap:  # noqa: N802 (it stands for a class)
    return site.Sitemap(SITE.source, path)


def parse(text: str) -> Subject:
    return sources.asked(text).subject
