"""Digests in a folder, and by mail through a real SMTP server on loopback: plain, STARTTLS, TLS,
refused, wrong."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.digest_samples import compose, document, emirates
from tracker import deliver
from tracker.config import Mail
from tracker.errors import DeliveryError

PASSWORD = "correct horse battery"
pytestmark = pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS"
)  # it does not count TLS from the start


class Box:
    """Keeps what was delivered; refuses recipients and senders by name."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it so)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd calls it so)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if envelope.mail_from and envelope.mail_from.startswith("banned@"):
            return "554 \x1b[31mrejected"
        self.mails.append(envelope)
        return "250 OK"

    def last(self) -> EmailMessage:
        content = self.mails[-1].content
        assert isinstance(content, bytes)
        made = message_from_bytes(content, policy=policy.default)
        assert isinstance(made, EmailMessage)
        return made


def authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    good = data.password.decode() == PASSWORD
    return AuthResult(success=good, handled=good)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for loopback, as long as this test runs."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate of the test server, and is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(folder / "key.pem"), "-out",
         str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def _context(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def _serve(box: Box, **more: Any) -> Iterator[tuple[Box, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@pytest.fixture
def open_server() -> Iterator[tuple[Box, int]]:
    yield from _serve(Box())


@pytest.fixture
def starttls_server(certificate: Path) -> Iterator[tuple[Box, int]]:
    yield from _serve(
        Box(),
        tls_context=_context(certificate),
        require_starttls=True,
        auth_required=True,
        auth_require_tls=True,
        authenticator=authenticate,
    )


@pytest.fixture
def tls_server(certificate: Path) -> Iterator[tuple[Box, int]]:
    yield from _serve(
        Box(),
        ssl_context=_context(certificate),
        auth_required=True,
        auth_require_tls=False,
        authenticator=authenticate,
    )


def mail_to(port: int, **more: Any) -> Mail:
    given: dict[str, Any] = {
        "host": "127.0.0.1", "port": port, "security": "none", "sender": "tracker@sender.example",
        "recipients": ("officer@firm.example",), "timeout": 10.0,
    }  # fmt: skip
    return Mail(**(given | more))


def test_a_folder_gets_four_files(tmp_path: Path) -> None:
    made = compose(emirates())
    written = deliver.write(made, tmp_path / "new" / "folder")
    assert [path.name for path in written] == [
        "digest.html",
        "digest.md",
        "digest.txt",
        "digest.json",
    ]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [
        "digest.html",
        "digest.json",
        "digest.md",
        "digest.txt",
    ]
    assert len(json.loads(written[3].read_text(encoding="utf-8"))["changes"]) == 4
    assert all(path.read_text(encoding="utf-8").endswith("\n") for path in written)


def test_writing_again_replaces_the_files(tmp_path: Path) -> None:
    deliver.write(compose(emirates()), tmp_path)
    deliver.write(compose(), tmp_path)
    assert "No change of substance" in (tmp_path / "digest.txt").read_text(encoding="utf-8")


def test_a_folder_that_is_a_file_gives_one_line(tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("x")
    with pytest.raises(DeliveryError, match=r"cannot write the digest to .*taken: .*") as caught:
        deliver.write(compose(), place)
    assert "\n" not in str(caught.value)


def test_lone_surrogates_do_not_stop_a_digest(tmp_path: Path) -> None:
    deliver.write(compose(documents=[document(title="lone \ud800 half")]), tmp_path)
    assert json.loads((tmp_path / "digest.json").read_text(encoding="utf-8"))


def test_mail_is_multipart_text_and_html(open_server: tuple[Box, int]) -> None:
    box, port = open_server
    deliver.mail(
        compose(emirates()),
        mail_to(port, recipients=("officer@firm.example", "lead@firm.example")),
        None,
    )
    made = box.last()
    assert made["Subject"].startswith(
        "EAR 25 to 31 July 2026: United Arab Emirates joins Country Group A:5"
    )
    assert made["To"] == "officer@firm.example, lead@firm.example"
    assert box.mails[-1].rcpt_tos == ["officer@firm.example", "lead@firm.example"]
    assert made["Date"] == "Fri, 31 Jul 2026 06:12:00 +0000"
    assert made["Message-ID"]
    assert made.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]
    bodies = [part.get_content() for part in made.iter_parts()]
    assert all("joins Country Group A:5" in body for body in bodies)


def test_a_title_cannot_add_a_header(open_server: tuple[Box, int]) -> None:
    box, port = open_server
    rows = emirates()
    made = compose(rows)
    object.__setattr__(made, "subject", "one\r\nBcc: other@evil.example\r\n\r\nbody")
    deliver.mail(made, mail_to(port), None)
    assert box.last()["Bcc"] is None
    assert box.last()["Subject"] == "one Bcc: other@evil.example body"


def test_starttls_with_a_password(starttls_server: tuple[Box, int], certificate: Path) -> None:
    box, port = starttls_server
    deliver.mail(
        compose(),
        mail_to(port, security="starttls", user="tracker", ca_file=certificate / "cert.pem"),
        PASSWORD,
    )
    assert len(box.mails) == 1


def test_tls_with_a_password(tls_server: tuple[Box, int], certificate: Path) -> None:
    box, port = tls_server
    deliver.mail(
        compose(),
        mail_to(port, security="tls", user="tracker", ca_file=certificate / "cert.pem"),
        PASSWORD,
    )
    assert len(box.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_is_not_trusted_stops_the_mail(
    security: str, starttls_server: tuple[Box, int], tls_server: tuple[Box, int]
) -> None:
    box, port = starttls_server if security == "starttls" else tls_server
    with pytest.raises(DeliveryError, match="certificate verify failed"):
        deliver.mail(compose(), mail_to(port, security=security, user="tracker"), PASSWORD)
    assert not box.mails


def test_a_wrong_password_is_told_and_never_shown(
    starttls_server: tuple[Box, int], certificate: Path
) -> None:
    box, port = starttls_server
    with pytest.raises(
        DeliveryError, match=r"mail was not accepted by 127\.0\.0\.1:\d+: 535"
    ) as caught:
        deliver.mail(
            compose(),
            mail_to(port, security="starttls", user="tracker", ca_file=certificate / "cert.pem"),
            "wrong secret",
        )
    assert "wrong secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.exit_code == 1
    assert not box.mails


@pytest.mark.parametrize(
    ("more", "password", "said"),
    [
        (
            {"user": "tracker", "security": "starttls"},
            None,
            r"asks for the password of tracker; set TRACKER_SMTP_PASSWORD",
        ),
        (
            {"user": "tracker", "host": "mail.example"},
            "x",
            r"a password never goes to mail\.example in clear text",
        ),
        (
            {"recipients": ("nobody@firm.example",)},
            None,
            r"nobody@firm\.example: 550 no such mailbox here",
        ),
        (
            {"recipients": ("nobody@firm.example", "officer@firm.example")},
            None,
            r"not accepted for nobody@firm\.example; the other recipients",
        ),
        ({"sender": "banned@sender.example"}, None, r"554 <U\+001B>\[31mrejected"),
        ({"security": "starttls"}, None, r"STARTTLS"),
        ({"ca_file": Path("missing.pem"), "security": "starttls"}, None, r"No such file"),
    ],
)
def test_what_a_server_refuses_is_one_clear_line(
    more: dict[str, Any], password: str | None, said: str, open_server: tuple[Box, int]
) -> None:
    _, port = open_server
    with pytest.raises(DeliveryError, match=said) as caught:
        deliver.mail(compose(), mail_to(port, **more), password)
    assert not re.search(r"[\n\r\x1b]", str(caught.value))


def test_no_server_is_one_clear_line() -> None:
    with pytest.raises(
        DeliveryError, match=r"mail was not accepted by 127\.0\.0\.1:1: Connection refused"
    ):
        deliver.mail(compose(), mail_to(1), None)
