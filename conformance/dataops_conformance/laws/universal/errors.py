"""What an error looks like, and what no answer does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonValue, Response
from dataops_conformance.law import Laws, Violation
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_SHAPE = '{"message": a string or a map of field to list of strings} or {"error": a string}'
_HTML = re.compile(rb"\s*<\s*(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TRACES = re.compile(
    rb"Traceback \(most recent call last\)"
    rb'|File \\?"[^"\n]{1,200}\.py\\?", line \d+'
    rb"|\.rb:\d+:in [`']"
    rb"|\bat [\w.$<>]{3,200}\([\w.]{1,100}\.(?:java|kt|js|ts|go):\d+"
    rb"|goroutine \d+ \[running\]"
)


@laws.universal("ERR-01")
def errors_have_one_shape(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Read the body of every answer from 400 to 499: a JSON object with `message` or `error` of the right kind; a 429
    may be text, and the answer to HEAD has no body.
    """
    response = exchange.response
    if not 400 <= response.status < 500 or exchange.request.method == "HEAD":
        return
    if response.status == 429 and response.media_type == "text/plain":
        return
    if not is_error(response):
        seen = told(exchange)
        yield Violation("An error is not of the shape of errors.", expected=_SHAPE, seen=seen, exchanges=[exchange])


def is_error(response: Response) -> bool:
    """Tell whether the body is an error as the rules have it."""
    body = response.object()
    if "message" in body:
        return _is_message(body["message"])
    return isinstance(body.get("error"), str)


def _is_message(message: JsonValue) -> bool:
    if isinstance(message, dict):
        return all(
            isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in message.values()
        )
    return isinstance(message, str)


@laws.universal("ERR-02")
def no_answer_shows_the_inside(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Look in every answer below 500 for HTML, and in those from 300 on for a stack trace; what a file or a log holds,
    and what others wrote into fields, is theirs.
    """
    response = exchange.response
    if response.status >= 500:
        return
    own_content = operation is not None and response.status < 300 and not _speaks_json(operation)
    html = response.media_type == "text/html" or _HTML.match(response.body)
    if html and not own_content:
        yield Violation("An answer is HTML.", expected="no HTML", seen=told(exchange), exchanges=[exchange])
    if response.status >= 300 and _TRACES.search(response.body):
        yield Violation("An answer shows a stack trace.", expected="none", seen=told(exchange), exchanges=[exchange])


def _speaks_json(operation: Operation) -> bool:
    """Tell whether what the operation gives is JSON, and not the content of a file or a log."""
    successes = (answer for status, answer in operation.responses.items() if status.startswith("2"))
    return all(set(answer.media) <= {"application/json"} for answer in successes)


@laws.universal("ERR-03")
def no_request_gets_a_5xx(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Look at the status of every answer."""
    if exchange.response.status >= 500:
        seen = told(exchange)
        yield Violation("A request is answered from 500 on.", expected="below 500", seen=seen, exchanges=[exchange])


@laws.universal("RES-17")
def every_response_bears_a_request_id(
    exchange: Exchange, operation: Operation | None, ctx: Context
) -> Iterator[Violation]:
    """Look in every answer for X-Request-Id, and whether it says anything."""
    identifier = exchange.response.header("x-request-id")
    if not (identifier or "").strip():
        seen = "no such header" if identifier is None else "an empty one"
        yield Violation("A response bears no X-Request-Id.", expected="X-Request-Id", seen=seen, exchanges=[exchange])
