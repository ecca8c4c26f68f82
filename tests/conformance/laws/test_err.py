"""The law of odd ids and names, against a server that keeps every rule and against spoilt ones."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.conformance.laws.fakes import contract, outcome
from tests.conformance.laws.served import Reply, Served, status

OPERATIONS = contract().requirement("ERR-04").operations


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_server_that_answers_in_order_breaks_no_law(server: Served, operation: str) -> None:
    assert outcome("ERR-04", operation, server.context()) == "kept"


@pytest.mark.parametrize("code", [500, 418])
@pytest.mark.parametrize("operation", ["get_project", "get_branch", "list_projects"])
def test_an_odd_name_that_is_not_answered_in_order_is_told(server: Served, operation: str, code: int) -> None:
    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        place = request.url.raw_path.decode()
        odd = re.search(r"/\d{10,}$|(/|search=)[^/]*%[^/]*$", place) and "%2Fdataops-conformance" not in place
        return status(code, message="no")(reply) if odd and request.method == "GET" else reply

    assert outcome("ERR-04", operation, server.context(spoilt)) == "violated"


def test_the_same_seed_draws_the_same_names(server: Served) -> None:
    sent: list[list[str]] = []
    for _ in range(2):
        outcome("ERR-04", "list_projects", server.context(seed=7))
        sent.append(
            [request for request in server.requests if "/projects?search=" in request and "/groups/" not in request]
        )
    assert sent[0] == sent[1]
