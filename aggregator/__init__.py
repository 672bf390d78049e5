"""The operator's desk: settings, commands, and the replica that stands in for the web."""

import os
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).parent.parent


def at_home() -> None:
    """Refuse to start beside a stranger: PyPI, too, has packages named dedupe and spiders.

    Raises ImportError, naming the stranger's folder and what to do.
    """
    for name in ("offers", "spiders", "pipelines", "dedupe", "world"):
        spec = find_spec(name)
        found = Path(spec.origin).parent.parent if spec and spec.origin else None
        if found != HOME:
            raise ImportError(
                f"{name} was found in {found}, not in {HOME}: another project's package of that "
                "name is installed here. Use this project's own environment (make install)."
            )


at_home()
# Scrapy looks for scrapy.cfg from the folder it is called in: cron calls from anywhere.
os.environ["SCRAPY_SETTINGS_MODULE"] = "aggregator.settings"
