"""How a fault is struck in a corner: per exchange, each seam is either the whole rule or the broken one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dataops_mock.call import Call, Handler, Listing, Principal, Reply
from dataops_mock.errors import Refusal
from dataops_mock.faults.corners import Corner, Holds, parse_corner
from dataops_mock.faults.fault import Apply, Fault, put
from dataops_mock.rules import Answer, Exchange, Fields, Page, Quota, Rules

# The seams that are asked when the status of the answer is known.
_LATE = ("over_quota", "refuse", "quota_headers", "finish")


def at(where: str, apply: Apply) -> Apply:
    """Return `apply` struck only where every corner of `where` holds, as in `list_users@page-3`.

    Raises `ValueError` for a corner that does not exist, or for two operations at once; what is returned raises it for
    rules that the fault breaks too early for the corner.
    """
    corners = [parse_corner(name) for name in where.split("@")]
    _refuse_two_operations(corners)
    if isinstance(apply, Remembering):
        return apply.at(_request_holds(where, corners))
    return lambda rules: _choose(rules, apply(rules), where, corners)


def struck(name: str, breaks: str, where: str, summary: str, apply: Apply) -> Fault:
    """Return a fault that strikes in one corner alone."""
    return Fault(name, breaks, summary, at(where, apply), where)


@dataclass(frozen=True, slots=True)
class Remembering:
    """A fault that remembers earlier requests, wherever they were, and strikes on the requests that `holds` names."""

    at: Callable[[Holds], Apply]

    def __call__(self, rules: Rules) -> Rules:
        """Strike everywhere."""
        return self.at(lambda _: True)(rules)


def _refuse_two_operations(corners: Sequence[Corner]) -> None:
    named = [corner.name for corner in corners if "_" in corner.name]
    if len(set(named)) > 1:
        msg = f"No request is one of {' and '.join(named)}: name one operation, or give --fault twice."
        raise ValueError(msg)


def _request_holds(where: str, corners: Sequence[Corner]) -> Holds:
    """Return whether all corners of requests hold, as the request came in: a broken rule may change it on the way."""
    own = [corner.holds for corner in corners if not corner.of_answers]

    def holds(exchange: Exchange) -> bool:
        if where not in exchange.struck:
            exchange.struck[where] = all(each(exchange) for each in own)
        return exchange.struck[where]

    return holds


def _choose(whole: Rules, broken: Rules, where: str, corners: Sequence[Corner]) -> Rules:
    on_request = _request_holds(where, corners)
    on_answer = [corner.holds for corner in corners if corner.of_answers]
    if on_answer and all(getattr(whole, seam) is getattr(broken, seam) for seam in _LATE):
        msg = f"A fault cannot be struck at {where!r} that acts before the status is known: leave that corner out."
        raise ValueError(msg)
    if whole.receive is not broken.receive:
        msg = f"A fault cannot be struck at {where!r} that acts before a request is read: leave the corner out."
        raise ValueError(msg)

    def early(exchange: Exchange) -> Rules:
        return broken if not on_answer and on_request(exchange) else whole

    def late(exchange: Exchange) -> Rules:
        return broken if on_request(exchange) and all(holds(exchange) for holds in on_answer) else whole

    return _chosen(whole, early, late)


def _chosen(whole: Rules, early: Callable[[Exchange], Rules], late: Callable[[Exchange], Rules]) -> Rules:
    """Return rules that ask `early`, or `late` where the status of the answer is known, for each exchange."""

    async def decode(exchange: Exchange) -> Fields:
        return await early(exchange).decode(exchange)

    def charge(exchange: Exchange, key: str) -> Quota | None:
        return early(exchange).charge(exchange, key)

    def over_quota(exchange: Exchange, quota: Quota) -> Answer:
        return late(exchange).over_quota(exchange, quota)

    def authenticate(exchange: Exchange) -> Principal:
        return early(exchange).authenticate(exchange)

    def validate(exchange: Exchange, fields: Fields) -> Call:
        return early(exchange).validate(exchange, fields)

    def handle(exchange: Exchange, call: Call, handler: Handler) -> Reply:
        return early(exchange).handle(exchange, call, handler)

    def cut_page(exchange: Exchange, call: Call, listing: Listing) -> Page:
        return early(exchange).cut_page(exchange, call, listing)

    def refuse(exchange: Exchange, refusal: Refusal) -> Answer:
        return late(exchange).refuse(exchange, refusal)

    def finish(exchange: Exchange, answer: Answer) -> Answer:
        return late(exchange).finish(exchange, answer)

    return put(
        whole,
        request_id=lambda exchange: early(exchange).request_id(exchange),
        authenticate=authenticate,
        quota_key=lambda exchange: early(exchange).quota_key(exchange),
        charge=charge,
        over_quota=over_quota,
        route=lambda exchange: early(exchange).route(exchange),
        authorize=lambda exchange: early(exchange).authorize(exchange),
        decode=decode,
        validate=validate,
        handle=handle,
        cut_page=cut_page,
        page_headers=lambda exchange, call, page: early(exchange).page_headers(exchange, call, page),
        encode=lambda exchange, reply: early(exchange).encode(exchange, reply),
        refuse=refuse,
        quota_headers=lambda exchange, quota: late(exchange).quota_headers(exchange, quota),
        finish=finish,
    )
