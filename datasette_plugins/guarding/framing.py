"""How a worker and its process speak: messages of plain values, each with its length first."""

import marshal
import struct
from typing import IO, Any


def send(pipe: IO[bytes], message: Any) -> None:
    """Write MESSAGE."""
    body = marshal.dumps(message)
    pipe.write(struct.pack("<I", len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; EOFError where the other side is gone."""
    head = pipe.read(4)
    if len(head) < 4:
        raise EOFError
    return marshal.loads(pipe.read(struct.unpack("<I", head)[0]))
