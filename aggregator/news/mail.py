"""Tell the operator by mail, through a server that speaks SMTP."""

import hashlib
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from aggregator.news.message import Message, line
from aggregator.news.post import Delivery
from offers.clock import stamp

LOCAL = ("localhost", "127.0.0.1", "::1")
#: From where on what is said to the server is secret: never, after STARTTLS, from the first byte.
SECURITY = ("none", "starttls", "tls")
PORTS = {"none": 25, "starttls": 587, "tls": 465}
ADDRESS = re.compile(r"[\w.+-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)


@dataclass(frozen=True)
class Server:
    """A server that takes mail: where it is, how it is spoken to, and as whom."""

    host: str = "localhost"
    port: int = 25
    security: str = "none"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 10


@dataclass(frozen=True)
class Mail:
    """Whom to write to, from whom, and through which server."""

    to: tuple[str, ...]
    sender: str
    server: Server = Server()

    def send(self, message: Message, now: datetime) -> Delivery:
        """Send MESSAGE; one recipient that has it is enough, those refused are named."""
        try:
            refused = _send(self.server, self._letter(message, now))
        except (smtplib.SMTPException, OSError) as error:
            return Delivery(False, f"{self.server.host}: {_cause(error)}")
        if refused:
            return Delivery(True, f"{self.server.host} refused {line(', '.join(refused))}")
        return Delivery(True)

    def _letter(self, message: Message, now: datetime) -> EmailMessage:
        """Write the letter; sent twice in a second, it is the same letter."""
        letter = EmailMessage(policy=SMTP)
        digest = hashlib.sha256(f"{stamp(now)}\n{message.text}".encode()).hexdigest()[:32]
        letter["Message-ID"] = f"<{digest}@{self.sender.rpartition('@')[2]}>"
        letter["Date"] = format_datetime(now)
        letter["From"], letter["To"] = self.sender, ", ".join(self.to)
        letter["Subject"] = line(message.subject)
        letter["Auto-Submitted"] = "auto-generated"  # who is on holiday need not answer
        letter.set_content(message.text)
        return letter


def addresses(said: str) -> tuple[str, ...]:
    """Return the addresses SAID, between commas or spaces; raise ValueError on what is none.

    >>> addresses("ops@example.ma, you@example.ma")
    ('ops@example.ma', 'you@example.ma')
    """
    found = tuple(said.replace(",", " ").split())
    wrong = [one for one in found if not ADDRESS.fullmatch(one)]
    if wrong or not found:
        raise ValueError(
            f"{line(', '.join(wrong)) or 'nothing'} is no address: write ops@example.ma"
        )
    return found


def server(environment: Mapping[str, str]) -> Server:
    """Read from ENVIRONMENT which server takes our mail; raise ValueError where it makes no sense.

    >>> server({"AGGREGATOR_SMTP_HOST": "smtp.example.ma"})
    Server(host='smtp.example.ma', port=587, security='starttls', user=None, seconds=10)
    """
    own = {
        name: environment.get(f"AGGREGATOR_SMTP_{name.upper()}")
        for name in ("host", "port", "security", "user", "password")
    }
    host = own["host"] or "localhost"
    security = own["security"] or ("none" if host in LOCAL else "starttls")
    if security not in SECURITY:
        raise ValueError(f"AGGREGATOR_SMTP_SECURITY is one of {', '.join(SECURITY)}")
    if security == "none" and own["password"] and host not in LOCAL:
        raise ValueError(
            "AGGREGATOR_SMTP_SECURITY is none: a password would be sent for all to read"
        )
    port = own["port"] or str(PORTS[security])
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("AGGREGATOR_SMTP_PORT is no port")
    return Server(host, int(port), security, own["user"] or None, own["password"] or None)


def _send(server: Server, letter: EmailMessage) -> list[str]:
    """Hand LETTER to SERVER; return the recipients that it refused, where it took some."""
    with _connected(server) as smtp:
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user and server.password:
            smtp.login(server.user, server.password)
        return sorted(smtp.send_message(letter))


def _connected(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=server.seconds)


def _cause(error: BaseException) -> str:
    """Say what went wrong, in a line; what a server says is cut and cleaned."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return line(f"{error.smtp_code} {words}")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return line(f"it refused {', '.join(sorted(error.recipients))}")
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return line(getattr(error, "strerror", None) or str(error) or type(error).__name__)
