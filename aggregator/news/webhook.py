"""Tell the operator by a webhook: Slack, Mattermost and Rocket.Chat show its ``text``; programs read the rest."""

import json
import time
from dataclasses import dataclass

from aggregator.news.message import Message
from aggregator.news.post import Delivery, post

HEADERS = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Webhook:
    """Where to post; how long to wait for an answer, and before trying once more."""

    url: str
    seconds: float = 10
    pause: float = 1

    def send(self, message: Message) -> Delivery:
        """Post MESSAGE as JSON, once more where that may help."""
        body = json.dumps({"text": f"{message.subject}\n{message.text}", **message.data}).encode()
        first = post(self.url, body, HEADERS, self.seconds)
        if not first.again:
            return first
        time.sleep(self.pause)
        return post(self.url, body, HEADERS, self.seconds)
