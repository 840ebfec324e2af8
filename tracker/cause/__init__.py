"""Why a text changed: from a change and our documents to causes, surest first.

Each has its evidence and its confidence.

    source credit new in this version  --page-->  document     high where day or part agree
    Entity List row gained a citation  --page-->  document     high where day or part agree
    published or effective between the version
    before and this one, part listed          ->  candidates   medium or low by how it names
    nothing                                       no cause

The eCFR mostly dates a version by the day of publication, while its rule took effect days before:
see `days`. A guess is never stated as a fact: every cause carries one sentence that says what it
rests on.
"""

from tracker.cause.credits import credits_of, new_citations, new_credits
from tracker.cause.days import Window, window
from tracker.cause.index import DocumentIndex, index_documents
from tracker.cause.parts import part_of
from tracker.cause.verdict import causes

__all__ = [
    "DocumentIndex",
    "Window",
    "causes",
    "credits_of",
    "index_documents",
    "new_citations",
    "new_credits",
    "part_of",
    "window",
]
