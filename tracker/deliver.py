"""A digest to a folder or to a mail server: the only user of SMTP.

The password comes from the caller, who reads it from the environment; it stands in no message, log
or exception.
"""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker import digest as composed
from tracker import plain, render
from tracker.config import Mail
from tracker.digest import Digest
from tracker.errors import DeliveryError
from tracker.model import digest_of

PASSWORD_VARIABLE = "TRACKER_SMTP_PASSWORD"  # noqa: S105 (the name of the variable, not a password)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def write(digest: Digest, folder: Path) -> tuple[Path, ...]:
    """Write digest.html, digest.md, digest.txt and digest.json, and return their paths.

    Each file is whole or as it was before: all are written beside their places first, then moved
    there.
    """
    texts = {
        "digest.html": render.html(digest),
        "digest.md": render.markdown(digest),
        "digest.txt": render.text(digest),
        "digest.json": (
            plain.json_log(json.dumps(composed.as_json(digest), ensure_ascii=False, indent=1))
            + "\n"
        ),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".digest-", dir=folder) as drafts:
            for name, text in texts.items():
                (Path(drafts) / name).write_text(
                    text, encoding="utf-8", errors="backslashreplace", newline="\n"
                )
            for name in texts:
                (Path(drafts) / name).replace(folder / name)
    except OSError as error:
        raise DeliveryError(
            f"cannot write the digest to {folder}: {error.strerror or error}; name another folder"
            " with --out"
        ) from error
    return tuple(folder / name for name in texts)


def message(digest: Digest, mail_config: Mail) -> EmailMessage:
    """Return the digest as multipart mail: plain text, and HTML for whoever prefers it."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = plain.header(digest.subject)
    made["From"] = plain.header(mail_config.sender)
    made["To"] = ", ".join(plain.line(recipient) for recipient in mail_config.recipients)
    made["Date"] = format_datetime(digest.generated_at)
    made["Message-ID"] = (
        f"<{digest_of(digest.title, digest.generated_at.isoformat(), mail_config.sender)}"
        "@ear-tracker.invalid>"
    )
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "en"
    made.set_content(_encodable(render.text(digest)))
    made.add_alternative(_encodable(render.html(digest)), subtype="html")
    return made


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def mail(digest: Digest, mail_config: Mail, password: str | None) -> None:
    """Send the digest; where it is not taken, a `DeliveryError` says so in one line."""
    if mail_config.user and not password:
        raise DeliveryError(
            f"mail was not sent: {mail_config.host} asks for the password of {mail_config.user};"
            f" set {PASSWORD_VARIABLE}"
        )
    if mail_config.user and mail_config.security == "none" and mail_config.host not in _LOOPBACK:
        raise DeliveryError(
            f"mail was not sent: a password never goes to {mail_config.host} in clear text; use"
            " starttls or tls"
        )
    try:
        with _connected(mail_config) as server:
            if mail_config.user and password:
                server.login(mail_config.user, password)
            refused = server.send_message(message(digest, mail_config))
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        why = _why(error, password)
        raise DeliveryError(
            f"mail was not accepted by {mail_config.host}:{mail_config.port}: {why}"
        ) from None
    if refused:
        raise DeliveryError(
            f"mail was not accepted for {plain.line(', '.join(sorted(refused)))}; the other"
            " recipients have it"
        )


@contextmanager
def _connected(mail_config: Mail) -> Iterator[smtplib.SMTP]:
    """Open a connection that is encrypted as configured; certificates are always checked."""
    trust = ssl.create_default_context(
        cafile=str(mail_config.ca_file) if mail_config.ca_file else None
    )
    where = (mail_config.host, mail_config.port)
    direct = mail_config.security == "tls"
    opened = (
        smtplib.SMTP_SSL(*where, timeout=mail_config.timeout, context=trust)
        if direct
        else smtplib.SMTP(*where, timeout=mail_config.timeout)
    )
    with opened as server:
        if mail_config.security == "starttls":
            server.starttls(context=trust)
        yield server


def _why(error: Exception, password: str | None) -> str:
    """Say in one line why a server refused; whatever it says, the password is struck from it."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = (
            error.smtp_error.decode("utf-8", "replace")
            if isinstance(error.smtp_error, bytes)
            else str(error.smtp_error)
        )
        said = f"{error.smtp_code} {answer}"
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(
            f"{who}: {code} {text.decode('utf-8', 'replace')}"
            for who, (code, text) in error.recipients.items()
        )
    elif isinstance(error, OSError):
        said = error.strerror or str(error) or type(error).__name__
    else:
        said = str(error) or type(error).__name__
    struck = said.replace(password, "[password]") if password else said
    return plain.line(struck)[:300]
