"""A request as a curl command that runs as printed, and an exchange as a report shows it.

Secrets appear as shell variables (`$DATAOPS_TOKEN`). The command is POSIX shell and consists of characters that a
reader sees as they are; what could hide or reorder text goes through printf.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias
from urllib.parse import quote

from dataops_conformance.exchange import Exchange, Request, Scheme
from dataops_conformance.result import ExchangeRecord
from dataops_conformance.settings import CREDENTIAL_NAMES
from dataops_conformance.text import is_plain

Redact: TypeAlias = Callable[[str], str]
"""Puts `$NAME`, or `${NAME}`, in place of every secret."""

BODY_LIMIT = 16_384
"""Characters of a body that a report shows."""

_NAME = r"(?:DATAOPS_[A-Z0-9_]+|TOKEN_MADE_BY_THE_RUN(?:_[0-9]+)?)"
_VARIABLE = re.compile(rf"\$(?:(?P<plain>{_NAME})|{{(?P<braced>{_NAME})}})")
_URL_CHARACTERS = "".join(sorted(set(map(chr, range(0x21, 0x7F))) - set('#"<>\\^`{|}')))
_ARGUMENT_LIMIT = 100_000  # Linux takes 128 KiB in one argument; printf is a builtin and has no such limit.
_WITH_EMPTY_BODY = frozenset({"POST", "PUT", "PATCH"})
_SCHEME_HEADERS: dict[Scheme, tuple[str, str]] = {
    "private-token": ("private-token", ""),
    "PRIVATE-TOKEN": ("PRIVATE-TOKEN", ""),
    "bearer": ("Authorization", "Bearer "),
    "job-token": ("JOB-TOKEN", ""),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text, or the name of a shell variable with its dollar sign."""

    text: str
    is_variable: bool = False


def to_curl(request: Request, base_url: str, redact: Redact) -> str:
    """Return the curl command, over several lines, that sends this request to the server at `base_url`.

    It prints the status and the headers of the response before its body.
    """
    arguments = [*_method(request), *_headers(request, redact)]
    pipe = ""
    if request.body is not None:
        body = request.body.decode("utf-8", "surrogateescape")
        pieces = _pieces(body, redact)
        if is_plain(body) and len(request.body) < _ARGUMENT_LIMIT:
            arguments.append(f"--data-raw {_word(pieces)}")
        else:
            pipe = f"{_printf(pieces)} | "
            arguments.append("--data-binary @-")
    elif request.method in _WITH_EMPTY_BODY:
        arguments.append("--data-raw ''")
    arguments.append(_word(_url(request, base_url, redact)))
    return " \\\n  ".join([f"{pipe}curl -sS -i --globoff --path-as-is", *arguments])


def record(
    exchange: Exchange, base_url: str, redact: Redact, *, body_limit: int = BODY_LIMIT, with_curl: bool = True
) -> ExchangeRecord:
    """Return the exchange as a report shows it: redacted, its bodies cut to so many characters, with its curl."""
    request, response = exchange.request, exchange.response
    credential = _credential_header(request)
    headers = [*([(credential[0], credential[1])] if credential else []), *_redacted(request.headers, redact)]
    return ExchangeRecord(
        number=exchange.number,
        operation=request.operation,
        method=request.method,
        url="".join(piece.text for piece in _url(request, base_url, redact)),
        credential=request.credential,
        request_headers=tuple(headers),
        request_body=None if request.body is None else _shown(request.body, redact, body_limit),
        status=response.status,
        response_headers=tuple(_redacted(response.headers, redact)),
        response_body=_shown(response.body, redact, body_limit),
        elapsed_ms=round(response.elapsed * 1000, 3),
        curl=to_curl(request, base_url, redact) if with_curl else "",
        started_at=(response.received_at - timedelta(seconds=response.elapsed)).isoformat(timespec="milliseconds"),
    )


def _method(request: Request) -> Iterator[str]:
    if request.method == "HEAD":
        yield "--head"
    elif request.method != "GET" or request.body is not None:
        yield f"-X {shlex.quote(request.method)}"


def _headers(request: Request, redact: Redact) -> Iterator[str]:
    if credential := _credential_header(request):
        name, value = credential
        yield f'-H "{name}: {_VARIABLE.sub(_with_default, value)}"'
    for name, value in request.headers:
        # curl reads "Name:" as "do not send it", and "Name;" as the header without a value.
        yield f"-H {_word(_pieces(f'{name}: {value}' if value.strip() else f'{name};', redact))}"
    sends_body = request.body is not None or request.method in _WITH_EMPTY_BODY
    if sends_body and not any(name.lower() == "content-type" for name, _ in request.headers):
        yield "-H 'Content-Type:'"


def _with_default(variable: re.Match[str]) -> str:
    """Return a variable that nobody sets, for it stands for a made-up token, with another made-up token."""
    name = variable["plain"] or variable["braced"]
    is_made_up = name.startswith("DATAOPS_") and name not in CREDENTIAL_NAMES
    return f"${{{name}:-no-such-token}}" if is_made_up else variable.group()


def _credential_header(request: Request) -> tuple[str, str] | None:
    if request.credential is None:
        return None
    name, prefix = _SCHEME_HEADERS[request.scheme]
    variable = re.sub(r"[^A-Z0-9_]", "_", request.credential.upper())
    return name, f"{prefix}${variable}"


def _url(request: Request, base_url: str, redact: Redact) -> list[_Piece]:
    url = [
        _Piece(piece.text if piece.is_variable else quote(piece.text, safe=_URL_CHARACTERS), piece.is_variable)
        for piece in _pieces(base_url.rstrip("/") + request.path, redact)
    ]
    for index, parameter in enumerate(request.query):
        for separator, part in zip("&=" if index or "?" in request.path else "?=", parameter, strict=True):
            url.append(_Piece(separator))
            url += [
                _Piece(piece.text if piece.is_variable else quote(piece.text, safe=""), piece.is_variable)
                for piece in _pieces(part, redact)
            ]
    return url


def _pieces(text: str, redact: Redact) -> list[_Piece]:
    """Split the text at its secrets; what the text itself says that looks like a variable stays text."""
    if "$" not in text and redact(text) == text:
        return [_Piece(text)] if text else []
    pieces: list[_Piece] = []
    end = 0
    for literal in [*_VARIABLE.finditer(text), None]:
        shown = redact(text[end : literal.start() if literal else len(text)])
        pieces += _split(shown)
        if literal:
            pieces.append(_Piece(literal.group()))
            end = literal.end()
    return [piece for piece in pieces if piece.text]


def _split(redacted: str) -> Iterator[_Piece]:
    end = 0
    for variable in _VARIABLE.finditer(redacted):
        yield _Piece(redacted[end : variable.start()])
        yield _Piece(f"${variable['plain'] or variable['braced']}", is_variable=True)
        end = variable.end()
    yield _Piece(redacted[end:])


def _word(pieces: Sequence[_Piece]) -> str:
    """Return the pieces as one word of the shell."""
    if not all(is_plain(piece.text) for piece in pieces):
        return f'"$({_printf(pieces)})"'
    if not any(piece.is_variable for piece in pieces):
        return shlex.quote("".join(piece.text for piece in pieces))
    if not any(re.search(r'["$`\\!]', piece.text) for piece in pieces if not piece.is_variable):
        # Braces, or the letters that follow would belong to the name.
        return '"' + "".join(_expansion(pieces)) + '"'
    return "".join(f'"{piece.text}"' if piece.is_variable else shlex.quote(piece.text) for piece in pieces)


def _expansion(pieces: Sequence[_Piece]) -> Iterator[str]:
    following = [*(piece.text for piece in pieces[1:]), ""]
    for piece, after in zip(pieces, following, strict=True):
        needs_braces = piece.is_variable and re.match(r"\w", after)
        yield f"${{{piece.text[1:]}}}" if needs_braces else piece.text


def _printf(pieces: Sequence[_Piece]) -> str:
    formats = "".join("%s" if piece.is_variable else "%b" for piece in pieces)
    arguments = (f'"{piece.text}"' if piece.is_variable else f"'{_octal(piece.text)}'" for piece in pieces)
    return " ".join(["printf", f"'{formats}'", *arguments])


def _octal(text: str) -> str:
    """Return the text in the escapes that `printf %b` knows in every POSIX shell."""
    named = {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x5C: "\\\\"}
    return "".join(
        named.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F and byte != 0x27 else f"\\0{byte:03o}")
        for byte in text.encode("utf-8", "surrogateescape")
    )


def _redacted(headers: Sequence[tuple[str, str]], redact: Redact) -> Iterator[tuple[str, str]]:
    return ((name, redact(value)) for name, value in headers)


def _shown(body: bytes, redact: Redact, limit: int) -> str:
    """Return the body as text, redacted before it is cut; one that is no UTF-8 by its size and its first bytes."""
    try:
        text = redact(body.decode())
    except UnicodeDecodeError:
        return f"binary, {len(body):,} bytes, beginning {body[:32].hex(' ')}"
    if len(text) <= limit:
        return text
    return f"{text[:limit]}\n[{len(text) - limit:,} more characters]"
