"""HEAD answers as GET (RES-11)."""

from __future__ import annotations

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, Response
from dataops_conformance.law import Laws, expect
from dataops_conformance.laws.res.reading import LATE, latest, repeat

laws = Laws()
_PAGES = ("x-page", "x-per-page", "x-total", "x-total-pages", "x-next-page", "x-prev-page", "link")
# HEAD answers with these as GET does; the others are of the moment or of the transfer.
_SHARED_HEADERS = ("content-type", *_PAGES)
_LENGTH = "content-length"
_OF_THE_MOMENT = ("x-request-id", "ratelimit-", "retry-after", "date", _LENGTH)


@laws.law("RES-11", requests=1, order=LATE)
def head_answers_as_get(context: Context, operation: Operation) -> None:
    """Send HEAD where GET was answered; status, content type, page headers and documented headers are those of GET, and
    so is Content-Length where both tell it and the body is the same again; there is no body.
    """
    got = latest(context, operation)
    head = repeat(context, operation, got, method="HEAD")
    agrees = _agrees(operation, got.response, head.response)
    lengths = {got.response.header(_LENGTH)}
    if not agrees or _tells_other_length(lengths, head.response):
        # What it is now decides.
        got = repeat(context, operation, got)
        agrees = _agrees(operation, got.response, head.response)
        lengths.add(got.response.header(_LENGTH))
    expect(
        agrees,
        f"HEAD answers otherwise than GET for {operation.id}.",
        expected=_told(operation, got),
        seen=_told(operation, head),
        exchanges=[got, head],
    )
    expect(
        len(lengths) > 1 or not _tells_other_length(lengths, head.response),
        f"HEAD tells another length than GET for {operation.id}.",
        expected=str(got.response.header(_LENGTH)),
        seen=str(head.response.header(_LENGTH)),
        exchanges=[got, head],
    )
    expect(
        not head.response.body,
        f"HEAD answers with a body for {operation.id}.",
        expected="no body",
        seen=f"{len(head.response.body)} bytes",
        exchanges=[head],
    )


def _agrees(operation: Operation, got: Response, head: Response) -> bool:
    return got.status == head.status and not _other_headers(operation, got, head)


def _other_headers(operation: Operation, got: Response, head: Response) -> list[str]:
    """Return the headers that HEAD has not, or has otherwise than GET; of documented ones it must have each."""
    response = operation.responses.get(str(got.status))
    documented = () if response is None else tuple(response.headers)
    names = [name for name in map(str.lower, documented) if not name.startswith(_OF_THE_MOMENT)]
    lost = [name for name in names if got.header(name) is not None and head.header(name) is None]
    return lost + [name for name in _SHARED_HEADERS if (got.header(name) or "") != (head.header(name) or "")]


def _tells_other_length(lengths: set[str | None], head: Response) -> bool:
    told = head.header(_LENGTH)
    return told is not None and None not in lengths and told not in lengths


def _told(operation: Operation, exchange: Exchange) -> str:
    shown = [f"{name}: {value}" for name in _SHARED_HEADERS if (value := exchange.response.header(name))]
    return "; ".join([f"status {exchange.response.status}", *shown])
