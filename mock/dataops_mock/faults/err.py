"""Faults in errors."""

from __future__ import annotations

from dataclasses import replace

import orjson

from dataops_mock.call import Call, Handler, Reply
from dataops_mock.faults.fault import Fault, on_answer, on_handler
from dataops_mock.rules import Answer, Exchange

_PAGE = b"<!DOCTYPE html><html><head><title>Not found</title></head><body><h1>404</h1></body></html>"
_TRACE = 'Traceback (most recent call last):\n  File "/srv/api/app.py", line 42, in call\nKeyError: 42\n'


def _as_string(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, content=orjson.dumps("Error")) if 400 <= answer.status < 429 else answer


def _errors_list(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, content=b'{"errors":["something is wrong"]}') if 400 <= answer.status < 429 else answer


def _html(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, content=_PAGE, media_type="text/html") if answer.status == 404 else answer


def _trace(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, content=orjson.dumps({"error": _TRACE})) if answer.status in {400, 404} else answer


def _ascii_only(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    texts = (*call.path.values(), *call.query.values(), *call.body.values())
    if any(isinstance(text, str) and not text.isascii() for text in texts):
        msg = "A text was not expected to hold more than ASCII."
        raise RuntimeError(msg)
    return handler(call)


def _small_ids_only(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    for text in call.path.values():
        if text.lstrip("-").isdecimal() and len(text) > 9:
            msg = "An id was not expected to be so large."
            raise RuntimeError(msg)
    return handler(call)


FAULTS: tuple[Fault, ...] = (
    Fault("error-as-string", "ERR-01", "An error's body is a string.", on_answer(_as_string)),
    Fault("error-as-list", "ERR-01", "An error has `errors`, not `message` or `error`.", on_answer(_errors_list)),
    Fault("not-found-as-html", "ERR-02", "A 404 is a page of HTML.", on_answer(_html)),
    Fault("stack-trace-told", "ERR-02", "An error tells its stack trace.", on_answer(_trace)),
    Fault("unicode-fails", "ERR-03", "Text beyond ASCII gets 500.", on_handler(_ascii_only)),
    Fault("large-id-fails", "ERR-04", "A large id gets 500.", on_handler(_small_ids_only)),
)
