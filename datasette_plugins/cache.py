"""Pages that everybody is shown alike are made once, and travel small."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from datasette import hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.kept import App, keeping


@hookimpl(trylast=True)  # outside all other wrappers: what they add is kept with the page
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    return partial(keeping, datasette)
