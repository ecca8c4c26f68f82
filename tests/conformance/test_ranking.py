"""The order in which checks find most for a request."""

from __future__ import annotations

from dataops_conformance.contract import Contract
from dataops_conformance.law import Beside, Law
from dataops_conformance.prior import Cost, Known, Prior
from dataops_conformance.ranking import Check, by_yield, rank
from dataops_spec import Operation

CONTRACT = Contract.load()
GET, LIST = CONTRACT.operation("get_project"), CONTRACT.operation("list_projects")


def check(requirement: str, operation: Operation, cost: float, risk: int = 0, beside: Beside = None) -> Check:
    law = Law(requirement, lambda _context, _operation: None, 1, frozenset(), "", risk=lambda _: risk, beside=beside)
    return Check(CONTRACT.requirement(requirement), operation, law, (), cost)


def ranked(*queues: list[Check], known: dict[str, Known], openings: dict[str, Cost], whole: bool = True) -> list[str]:
    return [each.name for each in by_yield(queues, Prior(known, openings), whole=whole)[0]]


def test_the_check_that_opens_a_place_is_ranked_with_what_comes_cheaply_after_it() -> None:
    known = {"RES-10": Known(corner=2), "RES-18": Known(corner=2), "AUTH-01": Known(corner=2)}
    queues = [check("RES-10", GET, 0.1)], [check("RES-18", GET, 0.0)], [check("AUTH-01", GET, 1.0)]
    dear = ranked(*queues, known=known, openings={"RES": Cost(reads=1.5)})
    alone = ranked(*queues[::2], known=known, openings={"RES": Cost(reads=1.5)})
    assert dear[0] == "RES-10[get_project]"
    assert dear[1] == "RES-18[get_project]"
    assert alone == ["AUTH-01[get_project]", "RES-10[get_project]"]


def test_who_opens_a_place_pays_for_it_and_the_others_do_not() -> None:
    queues = [check("RES-10", GET, 0.5)], [check("RES-11", GET, 1.0)]
    prior = Prior({"RES-10": Known(corner=9), "RES-11": Known(corner=1)}, {"RES": Cost(reads=2.0, writes=7.0)})
    paid = {each.requirement.id: each.requests for each in by_yield(queues, prior, whole=True)[0]}
    assert paid == {"RES-10": 2.5, "RES-11": 1.0}


def test_in_part_of_a_run_nothing_is_paid_for_opening_a_place() -> None:
    queues = [check("RES-10", GET, 1.0)], [check("RES-18", GET, 0.0)]
    prior = Prior({}, {"RES": Cost(reads=9.0)})
    found = by_yield(queues, prior, whole=False)[0]
    assert [(each.requirement.id, each.requests) for each in found] == [("RES-10", 1.0), ("RES-18", 0.0)]


def test_every_check_is_ranked_once_whatever_it_is_worth() -> None:
    queues = [
        [check(requirement, operation, cost) for operation in (GET, LIST)]
        for requirement, cost in (("RES-11", 1.2), ("RES-18", 0.0), ("AUTH-03", 1.0), ("AUTH-26", 0.0))
    ]
    found = ranked(*queues, known={}, openings={"AUTH": Cost(1.0, 1.0)})
    assert sorted(found) == sorted(each.name for queue in queues for each in queue)


def test_where_more_is_at_risk_a_fault_is_twice_as_likely() -> None:
    known = {"AUTH-03": Known(corner=9), "AUTH-16": Known(corner=9)}
    exposed, other = check("AUTH-03", GET, 1.0, risk=1), check("AUTH-03", LIST, 1.0)
    alike = [check("AUTH-16", GET, 1.0), check("AUTH-16", LIST, 1.0)]
    prior = Prior(known)
    yields = by_yield([[exposed], [other], alike], prior, whole=True)[1]
    assert rank(exposed.law, GET) == 1
    assert yields["AUTH-03[get_project]"] > yields["AUTH-16[get_project]"] > yields["AUTH-03[list_projects]"]


def test_what_reads_from_another_rule_waits_for_that_one_on_each_operation() -> None:
    def whose(operation: Operation) -> str:
        return "AUTH-01" if operation is GET else "AUTH-16"

    known = {"AUTH-01": Known(corner=5), "AUTH-16": Known(corner=3)}
    queues = [
        [check(requirement, operation, cost, beside=whose if requirement == "AUTH-26" else None)]
        for requirement, cost in (("AUTH-01", 1.0), ("AUTH-16", 1.0), ("AUTH-26", 0.0))
        for operation in (GET, LIST)
    ]
    found = ranked(*queues, known=known, openings={})
    assert found.index("AUTH-26[get_project]") == found.index("AUTH-01[get_project]") + 1
    assert found.index("AUTH-26[list_projects]") == found.index("AUTH-16[list_projects]") + 1
