"""Every fault is seen by a client: on a tour some answer is not what a whole mock gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from dataops_mock.faults import Fault, all_faults
from dataops_mock.http.app import create_app
from dataops_mock.settings import RateLimit, Settings

from tests.mock.tours import auth, body, page, rate, res
from tests.mock.tours.tour import PLENTY, Route, Seen, difference, record

SCARCE, TWO = RateLimit(4, 100_000), RateLimit(2, 100_000)
ROUTES: Mapping[str, tuple[tuple[Route, RateLimit], ...]] = {
    "AUTH": ((auth.route, PLENTY),),
    "BODY": ((body.route, PLENTY),),
    "ERR": ((body.route, PLENTY),),
    "PAGE": ((page.route, PLENTY),),
    "RATE": ((rate.plenty, PLENTY), (rate.scarce, SCARCE), (rate.version, TWO)),
    "RES": ((res.route, PLENTY),),
    "SPEC": ((res.route, PLENTY), (page.route, PLENTY)),
}
OVER_A_SOCKET = {fault.name for fault in all_faults() if fault.name.startswith("token-header-")}


@cache
def whole(route: Route, limit: RateLimit) -> list[Seen]:
    """Return what a mock without a fault answers."""
    return record(route, limit)


@pytest.mark.parametrize(
    "fault", [fault for fault in all_faults() if fault.name not in OVER_A_SOCKET], ids=lambda f: f.name
)
def test_a_fault_is_seen_by_a_client(fault: Fault) -> None:
    routes = ROUTES[fault.breaks.partition("-")[0]]
    assert any(difference(fault.name, route, limit, whole(route, limit)) for route, limit in routes)


@pytest.mark.parametrize("area", sorted(ROUTES))
def test_a_whole_mock_answers_a_tour_the_same_twice_and_never_fails(area: str) -> None:
    for route, limit in ROUTES[area]:
        assert record(route, limit) == whole(route, limit)
        assert [seen for seen in whole(route, limit) if seen[1] >= 500] == []


@pytest.mark.parametrize("name", sorted(OVER_A_SOCKET))
def test_a_fault_of_the_header_is_seen_in_what_comes_over_a_socket(name: str) -> None:
    receive = create_app(Settings(faults=(name,))).receive
    assert receive is not None
    lost = {
        spelt: receive(b"GET /api/v4/user HTTP/1.1\r\n" + spelt + b": secret\r\n\r\n").count(b"\r\n" + spelt) == 0
        for spelt in (b"PRIVATE-TOKEN", b"Private-Token", b"private-token")
    }
    assert lost == {
        b"PRIVATE-TOKEN": name != "token-header-title-case-lost",
        b"Private-Token": name != "token-header-upper-case-lost",
        b"private-token": False,
    }
