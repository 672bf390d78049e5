"""Unpack what came compressed, within bounds."""

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response


class Unpacked(HttpCompressionMiddleware):
    """Count what grows too long when it is unpacked (``body/bomb``): Scrapy only logs it."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        try:
            return super().process_response(request, response)
        except IgnoreRequest:
            self.stats.inc_value("body/bomb")
            if response.status < 400:
                raise
            return response.replace(body=b"")  # what counts of a refusal is its status
