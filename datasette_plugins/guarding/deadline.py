"""An answer that comes in time, or is said not to: nobody waits for ever, nobody is sent a traceback."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

App = Callable[..., Awaitable[None]]
#: Seconds until an answer begins, and until it is whole: a slow telephone reads a large file for minutes.
BEGUN, WHOLE = 30.0, 300.0
#: A stream has a lane of its own, and one place in it.
STREAMED = 75.0
_log = logging.getLogger("datasette")


async def in_time(
    app: App, scope: dict, receive: Callable, send: Callable, whole: float = WHOLE
) -> str | None:
    """Let APP answer; return why it did not, by a name that refusals.py knows, where nothing was sent yet.

    An answer that breaks off when half of it is sent is left so: the server closes the connection,
    and the reader sees that it is not whole.
    """
    began = False
    try:
        async with asyncio.timeout(BEGUN) as deadline:

            async def sending(message: dict) -> None:
                nonlocal began
                if not began:
                    began = True
                    deadline.reschedule(asyncio.get_running_loop().time() + whole)
                await send(message)

            await app(scope, receive, sending)
            return None
    except Exception as why:
        failed = "late" if isinstance(why, TimeoutError) else "broken"
        _log.error("%s: %s", scope["path"][:200], failed, exc_info=why)
    return None if began else failed
