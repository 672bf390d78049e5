"""Servers on loopback that listen to what the operator is told, well or badly."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket

import pytest


class Listener:
    """A web server that keeps what it is posted: (path, body, content type); it answers as told.

    ``statuses`` are answered in turn, the last one ever after; ``drip`` makes its answer endless.
    """

    def __init__(self):
        self.heard: list[tuple[str, bytes, str]] = []
        self.statuses = [200]
        self.drip = False
        self.gone = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.heard]

    def close(self) -> None:
        self.gone.set()
        self.server.shutdown()
        self.server.server_close()


def handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"] or 0))
            listener.heard.append((self.path, body, self.headers["content-type"] or ""))
            status = listener.statuses[0]
            if len(listener.statuses) > 1:
                listener.statuses.pop(0)
            if listener.drip:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
                while not listener.gone.is_set():
                    self.wfile.write(b"a")
                    time.sleep(0.02)
                return
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", f"{listener.url}/elsewhere")
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *said):
            pass

    return Handler


@pytest.fixture
def listener():
    """A web server that hears what is posted."""
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def dead() -> str:
    """The address of a server that is gone."""
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"
