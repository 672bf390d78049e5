"""A connection that waits for nobody: who does not finish a request, or sends none that is one, is let go.

Uvicorn waits without end for the head of a request, and its own refusals have no headers of ours.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from datasette_plugins.guarding.headers import with_ours

#: Seconds for the head of a request, from its first byte or the opening of the connection.
HEAD_WITHIN = 15.0
#: What is longer, nobody answers with a page.
LARGEST_HEAD = 65_536


class Connection(H11Protocol):
    """Answer one client, within a time and a size."""

    def __init__(self, config: Any, server_state: Any, *args: Any, **kwargs: Any) -> None:
        config.h11_max_incomplete_event_size = LARGEST_HEAD
        # What we run on is nobody's business.
        kept = [pair for pair in server_state.default_headers if pair[0] != b"server"]
        server_state.default_headers[:] = kept
        super().__init__(config, server_state, *args, **kwargs)
        self.waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # A body of which nobody reads the rest would keep the connection open, byte by byte.
        if self.conn.their_state is h11.SEND_BODY:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _wait(self) -> None:
        """Set the clock while the client is to speak; stop it while we are."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self.waiting is None and not self.transport.is_closing():
            self.waiting = self.loop.call_later(HEAD_WITHIN, self._let_go)

    def _rest(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None

    def _let_go(self) -> None:
        self.waiting = None
        if not self.transport.is_closing():
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, with our headers."""
        held, _ = self.conn.trailing_data
        status, told = (431, "The request is too large") if len(held) > LARGEST_HEAD else (400, msg)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        answer = h11.Response(status_code=status, headers=with_ours(headers), reason=b"")
        for event in (answer, h11.Data(data=told.encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
