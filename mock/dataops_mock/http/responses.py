"""What a handler gave back, and what was refused, as answers."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace

from dataops_mock.call import Content, Entity, Listing, NoContent, Reply
from dataops_mock.errors import Refusal
from dataops_mock.http.credentials import secrets_of
from dataops_mock.logs import redact
from dataops_mock.rules import Answer, Exchange, Rules

_LOG = logging.getLogger("dataops_mock")


def encode(_exchange: Exchange, reply: Reply) -> Answer:
    """Return a reply as an answer; a list whole."""
    match reply:
        case Entity(data, status):
            return Answer.of_json(status, data)
        case Content(content, media_type, headers, status):
            return Answer(status, content, media_type, headers)
        case NoContent(status):
            return Answer(status)
        case Listing(items, render):
            return Answer.of_json(200, [render(item) for item in items])


def refuse(_exchange: Exchange, refusal: Refusal) -> Answer:
    """Return a refusal as an answer."""
    return Answer.of_json(refusal.status, refusal.body, refusal.headers)


def fail(exchange: Exchange, error: Exception) -> Answer:
    """Return the answer to a request that the mock itself failed on; what happened goes to the log, without secrets."""
    told = "".join(traceback.format_exception(error)).rstrip()
    _LOG.error(
        "%s %s failed (request %s)\n%s",
        exchange.method,
        exchange.raw_path,
        exchange.request_id or "unknown",
        redact(told, (secret for _, secret in secrets_of(exchange))),
    )
    return Answer.of_json(500, {"message": "500 Internal Server Error"})


def finish(rules: Rules, exchange: Exchange, answer: Answer) -> Answer:
    """Return an answer with the headers that every one bears: the request's id, the user's quota."""
    headers = {"X-Request-Id": exchange.request_id}
    quota = exchange.quota
    if quota is not None and (exchange.principal.user is not None or quota.exceeded):
        headers.update(rules.quota_headers(exchange, quota))
    return answer.with_headers(headers)


def as_head(answer: Answer) -> Answer:
    """Return the answer to HEAD: that of GET without its body, whose length it still tells."""
    return replace(answer, content=b"", headers={**answer.headers, "Content-Length": str(len(answer.content))})
