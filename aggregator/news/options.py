"""The options that open ways to the operator; what is secret in them may stand in the environment instead."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from aggregator.news.channels import Channels
from aggregator.news.mail import Mail, addresses, server
from aggregator.news.ping import Ping
from aggregator.news.post import checked
from aggregator.news.webhook import Webhook


def _url(ctx: click.Context, param: click.Parameter, said: str | None) -> str | None:
    try:
        return said and checked(said)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _addresses(
    ctx: click.Context, param: click.Parameter, said: str | None
) -> tuple[str, ...] | None:
    try:
        return addresses(said) if said else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _metrics(ctx: click.Context, param: click.Parameter, said: Path | None) -> Path | None:
    if said and said.suffix != ".prom":
        raise click.BadParameter("node_exporter reads files named *.prom alone")
    return said


OPTIONS = (
    click.option(
        "--ping",
        metavar="URL",
        envvar="AGGREGATOR_PING",
        show_envvar=True,
        callback=_url,
        help="Tell a watchman (healthchecks.io or its like) when it begins and how it ends.",
    ),
    click.option(
        "--mail",
        metavar="ADDRESS",
        envvar="AGGREGATOR_MAIL",
        show_envvar=True,
        callback=_addresses,
        help="Mail news to ADDRESS (several: with commas), by the server in AGGREGATOR_SMTP_HOST.",
    ),
    click.option(
        "--mail-from",
        metavar="ADDRESS",
        envvar="AGGREGATOR_MAIL_FROM",
        show_envvar=True,
        callback=_addresses,
        help="Who mails.  [default: the first of --mail]",
    ),
    click.option(
        "--webhook",
        metavar="URL",
        envvar="AGGREGATOR_WEBHOOK",
        show_envvar=True,
        callback=_url,
        help="Post news as JSON to URL (Slack and its like).",
    ),
    click.option(
        "--metrics",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="AGGREGATOR_METRICS",
        show_envvar=True,
        callback=_metrics,
        help="Write figures for Prometheus into this file, *.prom.",
    ),
)


def news_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to COMMAND, which is handed them as one argument, ``channels``."""

    @wraps(command)
    def told(
        *args: Any,
        ping: str | None,
        mail: tuple[str, ...] | None,
        mail_from: tuple[str, ...] | None,
        webhook: str | None,
        metrics: Path | None,
        **others: Any,
    ) -> Any:
        channels = Channels(
            ping=Ping(ping) if ping else None,
            mail=_mail(mail, mail_from) if mail else None,
            webhook=Webhook(webhook) if webhook else None,
            metrics=metrics,
        )
        return command(*args, channels=channels, **others)

    for option in reversed(OPTIONS):
        told = option(told)
    return told


def _mail(to: tuple[str, ...], sender: tuple[str, ...] | None) -> Mail:
    try:
        return Mail(to, (sender or to)[0], server(os.environ))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
