"""The full texts of the Federal Register in a cycle: which are due, and from which house.

federal-register: XML, printed form  --refused or left alone-->  govinfo: the same two
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tracker import gate, log
from tracker.answers import Answer
from tracker.cycle import Cycle
from tracker.errors import ClosedError, FetchError, RefusedError
from tracker.model import Document, Request
from tracker.sources.federal_register.document import NAME
from tracker.sources.federal_register.settings import FederalRegister
from tracker.sources.federal_register.text import TextRequest, text_requests, text_subject
from tracker.store import documents, questions


def settings_of(cycle: Cycle) -> FederalRegister:
    """Return what is configured for the Federal Register."""
    found = cycle.config.of(NAME)
    assert isinstance(found, FederalRegister)
    return found


def ask(cycle: Cycle) -> None:
    """Ask for the full texts that are not held, each at most once a day.

    One that is missing is asked for again only while its document is young.
    """
    settings = settings_of(cycle)
    lacking = [
        document
        for document in documents.without_text(cycle.store.db, settings.text_types)
        if _is_due(cycle, document)
    ]
    wanted = cycle.queue(lacking, lambda document: str(text_subject(document)), daily=True)
    with cycle.gathering() as gathering:
        for place, document in enumerate(wanted):
            cycle.progress.step("full texts", place + 1, len(wanted), document.document_number)
            _text(gathering, document)


def _is_due(cycle: Cycle, document: Document) -> bool:
    """Tell whether a text that was missing may be asked for.

    Once a day while its document is young.
    """
    subject = str(text_subject(document))
    last = questions.last_asked(cycle.store.db, subject)
    if last is None or last[0] != "not-found" or subject in cycle.open:
        return True
    age = cycle.today - document.publication_date if document.publication_date else timedelta(0)
    if age.days > settings_of(cycle).young_days:
        log.decided("skipped", subject, "it was missing, and the document is no longer young")
        return False
    if last[1].date() == cycle.today and cycle.patient:
        log.decided("not yet asked", subject, "it was missing today; asked again tomorrow")
        return False
    return True


def _text(cycle: Cycle, document: Document) -> None:
    """Ask for the text of a document, standing alone."""
    settings = settings_of(cycle)
    requests = text_requests(settings.url, document, settings.govinfo_url)
    if requests:
        with cycle.alone(requests[0].request):
            _ask_houses(cycle, requests, document)


def _ask_houses(cycle: Cycle, requests: tuple[TextRequest, ...], document: Document) -> None:
    """Ask one house after the other.

    The second one only where the first one refuses or is left alone.

    What the second house says of a text for which the first one was not asked is no answer unless
    it is the text: the question counts as not asked, so that it does not queue behind those that
    were.
    """
    refused: dict[str, None] = {}
    closed: ClosedError | None = None
    last_of_first = [request for request in requests if request.house == "federal-register"][-1]
    for request in requests:
        failed = bool(refused or closed)
        if request.house == "govinfo" and not failed:
            return None
        missing = request is last_of_first and not failed
        try:
            if _take(
                cycle, replace(request.request, optional=closed is None), document, final=missing
            ):
                return _tell_house(cycle, request, document, tuple(refused))
        except ClosedError as left_alone:
            closed = left_alone
        except (FetchError, RefusedError) as failure:
            if refused or closed is None:
                refused[failure.why] = None
    if refused:
        raise RefusedError(requests[0].request.url, "; ".join(refused))
    if closed:
        raise closed
    return None


def _take(cycle: Cycle, request: Request, document: Document, *, final: bool) -> bool:
    """Ask one house for a text in one form and keep it.

    False where it has none, which is noted if no other form is asked for.
    """
    answer = cycle.ask(request, final=final)
    if not isinstance(answer, Answer):
        return False
    doubts = gate.text_doubts(answer.value, document.document_number, document.title)
    cycle.keep_unless_doubted(answer, doubts, f"full text of {document.document_number}")
    return True


def _tell_house(
    cycle: Cycle, request: TextRequest, document: Document, refused: tuple[str, ...]
) -> None:
    """Say where a text came from that the Federal Register did not give."""
    if request.house == "govinfo":
        why = "; ".join(refused) or "it is left alone until the next poll"
        what = f"full text of {document.document_number}"
        cycle.progress.say(
            f"{what}: it was taken from govinfo; the Federal Register did not give it ({why})"
        )
