"""Mail to the operator, through a real server on loopback."""

import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from aggregator.news.changes import News, State
from aggregator.news.mail import Mail, Server, addresses, server
from aggregator.news.message import Message, message
from offers.clock import moment

pytest_plugins = ["tests.listening"]

NOW = moment("2026-11-21T09:00")
NEWS = News((State("emploi_ma", "refused", "2026-11-21T07:00:00Z", None, "accès refusé", "ask"),))


class AnyPort(Controller):
    """A server on whichever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Post:
    """A post office that keeps the letters it takes, and refuses some recipients."""

    def __init__(self):
        self.letters: list = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 nobody\x1b[2J here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=default)
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, letter))
        return "250 taken"


def authenticate(server, session, envelope, mechanism, given):
    return AuthResult(success=given.password == b"right", handled=False)


@pytest.fixture(scope="module")
def office():
    made = AnyPort(
        Post(), hostname="127.0.0.1", port=0,
        authenticator=authenticate, auth_require_tls=False, auth_required=False,
    )  # fmt: skip
    made.start()
    yield made
    made.stop()


@pytest.fixture
def post(office) -> Post:
    office.handler.letters.clear()
    office.handler.refused.clear()
    return office.handler


def mail(office, to: str = "ops@example.ma", **own) -> Mail:
    return Mail(addresses(to), "robot@example.ma", Server("127.0.0.1", office.port, **own))


def test_a_letter_arrives(office, post):
    assert mail(office, "ops@example.ma, you@example.ma").send(message(NEWS), NOW).done
    sender, recipients, letter = post.letters[0]
    assert (sender, recipients) == ("robot@example.ma", ["ops@example.ma", "you@example.ma"])
    assert letter["subject"] == "aggregator: 1 worse"
    assert letter["date"].datetime == NOW
    assert letter["auto-submitted"] == "auto-generated"
    assert "accès refusé" in letter.get_content()


def test_the_same_news_at_the_same_moment_is_the_same_letter(office, post):
    for _ in range(2):
        mail(office).send(message(NEWS), NOW)
    assert len({letter["message-id"] for _, _, letter in post.letters}) == 1


def test_a_subject_cannot_add_a_recipient(office, post):
    evil = Message(
        "news\r\nBcc: all@example.ma\r\n\r\nbody", "text\r\n.\r\nRCPT TO:<x@y.z>\r\n", {}
    )
    assert mail(office).send(evil, NOW).done
    _, recipients, letter = post.letters[0]
    assert recipients == ["ops@example.ma"]
    assert letter["bcc"] is None
    assert letter["subject"] == "news Bcc: all@example.ma body"
    assert "RCPT TO" in letter.get_content()


def test_one_recipient_refused_is_named_and_the_others_have_it(office, post):
    post.refused.add("gone@example.ma")
    sent = mail(office, "ops@example.ma gone@example.ma").send(message(NEWS), NOW)
    assert sent.done
    assert sent.trouble == "127.0.0.1 refused gone@example.ma"


def test_all_refused_is_not_delivered(office, post):
    post.refused.add("ops@example.ma")
    sent = mail(office).send(message(NEWS), NOW)
    assert (sent.done, sent.trouble) == (False, "127.0.0.1: it refused ops@example.ma")


def test_a_wrong_password_is_told_and_not_repeated(office, post):
    sent = mail(office, user="robot", password="wrong-secret").send(message(NEWS), NOW)
    assert not sent.done
    assert "535" in sent.trouble
    assert "secret" not in sent.trouble
    assert mail(office, user="robot", password="right").send(message(NEWS), NOW).done


def test_a_server_without_tls_is_told_no_secret(office, post):
    sent = mail(office, security="starttls", user="robot", password="right")
    assert not sent.send(message(NEWS), NOW).done
    assert not post.letters


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate of 127.0.0.1's that nobody trusts yet, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a post office")])
    today = datetime.now(UTC)  # of the machine: TLS asks no other clock
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file = tmp_path_factory.mktemp("tls") / "office.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


@pytest.fixture(scope="module")
def secret_office(certificate):
    """A post office that asks for a password, once nobody can listen."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    made = AnyPort(
        Post(), hostname="127.0.0.1", port=0,
        tls_context=context, authenticator=authenticate, auth_required=True,
    )  # fmt: skip
    made.start()
    yield made
    made.stop()


def test_a_password_is_told_to_who_is_trusted_alone(secret_office, certificate, monkeypatch):
    posted = mail(secret_office, security="starttls", user="robot", password="right")
    refused = posted.send(message(NEWS), NOW)
    assert not refused.done
    assert "verify failed" in refused.trouble.lower().replace("_", " ")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert posted.send(message(NEWS), NOW).done
    assert len(secret_office.handler.letters) == 1


def test_a_server_that_is_gone_is_a_line(dead):
    port = int(dead.rsplit(":", 1)[1])
    sent = Mail(("ops@example.ma",), "robot@example.ma", Server("127.0.0.1", port)).send(
        message(NEWS), NOW
    )
    assert (sent.done, sent.trouble) == (False, "127.0.0.1: Connection refused")


@pytest.mark.parametrize(
    "said", ["", "ops", "ops@example.ma\nBcc: x@y.z", "Ops <ops@example.ma>", "a@b@c", "ö@x.ma"]
)
def test_what_is_no_address_is_refused(said):
    with pytest.raises(ValueError, match="no address"):
        addresses(said)


@pytest.mark.parametrize(
    "said",
    [
        {"SECURITY": "ssl"},
        {"PORT": "smtp"},
        {"PORT": "99999"},
        {"HOST": "smtp.example.ma", "SECURITY": "none", "PASSWORD": "right"},
    ],
)
def test_a_server_that_makes_no_sense_is_refused(said):
    with pytest.raises(ValueError, match="AGGREGATOR_SMTP_") as error:
        server({f"AGGREGATOR_SMTP_{name}": value for name, value in said.items()})
    assert "right" not in str(error.value)


def test_a_password_is_not_shown():
    assert "right" not in repr(Server(password="right"))
