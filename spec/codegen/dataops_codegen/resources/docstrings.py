"""Write the docstrings of what is generated, from what the contract says."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from urllib.parse import unquote

from dataops_codegen.resources.methods import Argument, Method

_WIDTH = 120
_ENCODED = re.compile(r",? URL-encoded \(`([^`]+)`\)")
_CREDENTIALS = {"token": "an access token", "job": "a job's token", "none": "none at all"}
_WALKED = {
    "page": "The number of the page to begin with, from 1; the list goes on from there to its end.",
    "per_page": "How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.",
    "pagination": (
        "`keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where {orders} is "
        "asked for and no `page`, else by numbers."
    ),
}
"""What these arguments mean to the client, which walks the list, and not to the server, which answers a page."""
_LIMIT = "How many items at most; all of them unless told."
_RESUME = "Where to go on: the `next` of a page that was read before."
_CALL_OPTIONS = "How this call is made, where it shall differ from the client's own settings."
_RESULTS = {
    "pages": "A list of which nothing is read yet; iterate it, and it reads page by page.",
    "stream": "A context manager that gives the content as it comes in, to read piece by piece or to save. ",
    "nothing": "Nothing, when the server has done it.",
}


def quoted(text: str, indent: int = 0) -> str:
    """Return `text`, of one line or of several, as a docstring at `indent`, broken where a line is too long."""
    width = _WIDTH - indent
    lines: list[str] = []
    for line in text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').split("\n"):
        hanging = len(line) - len(line.lstrip())
        opening = "" if lines else '"""'
        lines += textwrap.wrap(
            line,
            width,
            initial_indent=opening,
            subsequent_indent=" " * (hanging + 4 if hanging else 0),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [opening]
    if len(lines) == 1 and len(lines[0]) + 3 <= width:
        ending = " " if lines[0][3:].endswith('"') else ""
        return f'{lines[0]}{ending}"""'
    pad = " " * indent
    return "\n".join([lines[0], *(f"{pad}{line}".rstrip() for line in lines[1:]), f'{pad}"""'])


def unencoded(text: str) -> str:
    """Return `text`, which speaks of what stands in a URL, in the words for an argument that the client encodes."""
    without = _ENCODED.sub(lambda found: f" (`{unquote(found[1])}`)", text)
    return without.replace("URL-encoded path", "full path")


def of_method(method: Method, *, stream: bool = False) -> str:
    """Return the docstring of a method, or of the method that streams what it returns."""
    operation = method.operation
    summary = operation.summary.rstrip(".")
    parts = [f"{summary}, as it comes in." if stream else f"{summary}."]
    paragraphs = unencoded(operation.description).split("\n\n")
    parts += [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]
    parts.append(f"`{operation.method} {operation.path}`, with {_credentials(method)}.")
    parts.append("\n".join(["Args:", *_arguments(method)]))
    lead = _RESULTS.get("stream" if stream else method.result.answer, "")
    told = "" if method.result.answer in {"nothing", "pages"} else method.result.description
    parts.append("\n".join(["Returns:", f"    {lead}{told}".rstrip()]))
    return "\n\n".join(parts)


def _credentials(method: Method) -> str:
    if field := method.operation.credential_field:
        return f"no credentials in a header: `{field}` is the credential"
    kinds = [_CREDENTIALS[kind] for kind in method.credentials]
    said = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"
    scopes = [f"`{scope}`" for scope in method.operation.required_scopes]
    if not scopes or "token" not in method.credentials:
        return said
    return said.replace("an access token", f"an access token of the scope {' or '.join(scopes)}")


def _arguments(method: Method) -> Iterator[str]:
    for argument in method.arguments:
        yield f"    {argument.name}: {_walked(method, argument) or _told(argument)}"
    if method.result.answer == "pages":
        yield f"    limit: {_LIMIT}"
        yield f"    resume: {_RESUME}"
    yield f"    options: {_CALL_OPTIONS}"


def _walked(method: Method, argument: Argument) -> str | None:
    """Return what an argument means for the walk through a list; `None` where it is the server's alone."""
    if method.result.answer != "pages" or argument.part != "query":
        return None
    if argument.wire == "pagination" and not method.keyset_orders:
        return None
    said = _WALKED.get(argument.wire)
    orders = " or ".join(f"`order_by={order}`" for order in method.keyset_orders)
    return said.format(orders=orders) if said else None


def _told(argument: Argument) -> str:
    said = unencoded(argument.description)
    sentences = [said] if said else []
    if "datetime" in argument.annotation and "ISO 8601" not in said:
        sentences.append("A string is taken as it is, ISO 8601.")
    if argument.part == "body" and argument.default and "None" in argument.annotation.split(" | "):
        sentences.append("`None` is sent, as null.")
    return " ".join(sentences)
