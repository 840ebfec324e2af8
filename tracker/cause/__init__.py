"""Why a text changed: from a change and the documents that we hold to causes with evidence and confidence.

    source credit new in this version  --page-->  document     high where day or part agree
    Entity List row gained a citation  --page-->  document     high where day or part agree
    in-force day = effective day, part listed ->  candidates   medium, or low where several share the day
    day of publication, no effective day known    candidates   low
    nothing                                       no cause

A guess is never stated as a fact: every cause carries one sentence that says what it rests on.
"""

from tracker.cause.citations import Citation, citations
from tracker.cause.credits import credits_of, new_citations, new_credits
from tracker.cause.library import Library, library
from tracker.cause.verdict import causes

__all__ = ["Citation", "Library", "causes", "citations", "credits_of", "library", "new_citations", "new_credits"]
