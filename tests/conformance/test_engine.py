"""A whole run against a small server: statuses, clean-up, budget, redaction, and what stops it."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from dataops_conformance.conduct import Conducted, conduct
from dataops_conformance.context import Context
from dataops_conformance.exchange import Credential, Exchange
from dataops_conformance.law import Blocked, Laws, NotTested, Violation, expect
from dataops_conformance.report import write_all
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.settings import CREDENTIAL_NAMES, UsageError
from dataops_spec import Operation
from hypothesis import strategies as st

from tests.conformance.fake_server import TOKEN, FakeServer, fake_settings

HTML = httpx.Response(200, headers={"content-type": "text/html"}, text="<!DOCTYPE html><title>Sign in</title>")


class Recorder:
    """A progress display that only remembers."""

    def __init__(self) -> None:
        self.total = 0
        self.names: list[str] = []
        self.ended = False

    def begin(self, total: int) -> None:
        self.total = total

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        self.names.append(result.name)

    def end(self) -> None:
        self.ended = True


def run(
    folder: Path,
    laws: Laws,
    transport: httpx.BaseTransport | None = None,
    progress: Recorder | None = None,
    **changes: object,
) -> Conducted:
    settings = fake_settings(ledgers=folder, **changes)
    return conduct(
        settings, laws.laws, laws.universals, progress or Recorder(), transport=transport or FakeServer().transport
    )


def statuses(result: Result) -> dict[str, str]:
    return {check.name: check.status for check in result.checks}


def reason_of(conducted: Conducted, name: str) -> str | None:
    return next(check.reason for check in conducted.result.checks if check.name == name)


def test_each_end_of_a_law_has_its_status(tmp_path: Path) -> None:
    laws = Laws()

    @laws.law("AUTH-04", requests=1)
    def passes(ctx: Context, operation: Operation) -> None:
        assert ctx.send(operation).response.status == 200

    @laws.law("AUTH-10", requests=0)
    def is_violated(ctx: Context, operation: Operation) -> None:
        exchange = ctx.send(operation)
        expect(False, "It is wrong.", expected=401, seen=200, exchanges=[exchange])

    @laws.law("BODY-08", requests=0)
    def should_be_otherwise(_ctx: Context, _operation: Operation) -> None:
        raise Violation("It should not.", expected="a", seen="b", exchanges=[])

    @laws.law("AUTH-24", requests=0)
    def is_not_tested(_ctx: Context, _operation: Operation) -> None:
        raise NotTested("there is nothing to try it on")

    @laws.law("RATE-05", requests=0)
    def is_blocked(_ctx: Context, _operation: Operation) -> None:
        raise Blocked("something else failed")

    @laws.law("RATE-14", requests=0)
    def breaks(_ctx: Context, _operation: Operation) -> None:
        raise KeyError(TOKEN)

    conducted = run(
        tmp_path,
        laws,
        only=("AUTH-04", "AUTH-10", "BODY-08", "AUTH-24", "RATE-05", "RATE-14"),
        credentials=all_tokens(),
    )
    found = statuses(conducted.result)
    assert found == {
        "AUTH-04[get_current_user]": "pass",
        "AUTH-10[get_current_user]": "fail",
        "AUTH-24[trigger_pipeline]": "not tested",
        "BODY-08[create_branch]": "warn",
        "BODY-08[create_project]": "warn",
        "BODY-08[update_project]": "warn",
        "RATE-05[get_version]": "blocked",
        "RATE-14[get_version]": "error",
    }
    assert conducted.result.verdict == "violates"
    by_name = {check.name: check for check in conducted.result.checks}
    [finding] = by_name["AUTH-10[get_current_user]"].findings
    assert (finding.summary, finding.expected, finding.seen) == ("It is wrong.", "401", "200")
    assert [record.url for record in finding.exchanges] == ["http://127.0.0.1:9/api/v4/user"]
    [mistake] = by_name["RATE-14[get_version]"].findings
    assert mistake.summary == "KeyError: '$DATAOPS_TOKEN'"
    assert mistake.seen.splitlines()[-1].startswith("test_engine.py:")


def all_tokens() -> dict[str, Credential]:
    others = {name: Credential(name, f"canary-{name.lower()}", scheme) for name, scheme in CREDENTIAL_NAMES.items()}
    return {**others, "DATAOPS_TOKEN": Credential("DATAOPS_TOKEN", TOKEN)}


def test_universal_laws_see_every_exchange_and_are_told_by_operation_last(tmp_path: Path) -> None:
    laws = Laws()
    progress = Recorder()

    @laws.universal("RATE-04")
    def versions_are_wrong(exchange: Exchange, operation: Operation | None, _ctx: Context) -> Iterator[Violation]:
        if operation is not None and operation.id == "get_version":
            yield Violation("Wrong.", expected="a", seen="b", exchanges=[exchange])

    @laws.law("AUTH-04", requests=1)
    def sends(ctx: Context, operation: Operation) -> None:
        ctx.send(operation)

    conducted = run(
        tmp_path, laws, progress=progress, only=("RATE-04", "AUTH-04", "get_version", "get_current_user", "get_project")
    )
    assert statuses(conducted.result) == {
        "AUTH-04[get_current_user]": "pass",
        "RATE-04[get_version]": "fail",
        "RATE-04[get_current_user]": "pass",
        "RATE-04[get_project]": "not tested",
    }
    assert progress.names[0] == "AUTH-04[get_current_user]"
    assert (progress.total, progress.ended) == (4, True)


def test_a_universal_law_also_sees_what_no_operation_knows(tmp_path: Path) -> None:
    laws = Laws()

    @laws.universal("RATE-04")
    def wrong_elsewhere(exchange: Exchange, operation: Operation | None, _ctx: Context) -> Iterator[Violation]:
        if operation is None:
            yield Violation("Wrong.", expected="a", seen="b", exchanges=[exchange])

    @laws.law("AUTH-04", requests=1)
    def sends(ctx: Context, operation: Operation) -> None:
        ctx.send(operation, method="TRACE")
        ctx.send(operation, raw_path="/nowhere")

    conducted = run(tmp_path, laws, only=("AUTH-04", "RATE-04"))
    assert statuses(conducted.result)["RATE-04[(no operation)]"] == "fail"


def test_a_universal_law_that_breaks_is_an_error_of_the_suite(tmp_path: Path) -> None:
    laws = Laws()

    @laws.universal("RATE-04")
    def breaks(exchange: Exchange, _operation: Operation | None, _ctx: Context) -> Iterator[Violation]:
        if exchange.number:
            raise ZeroDivisionError("oops")
        yield Violation("Never.", expected="a", seen="b", exchanges=[exchange])

    conducted = run(tmp_path, laws, only=("RATE-04", "get_version"))
    assert statuses(conducted.result) == {"RATE-04[get_version]": "error"}
    assert conducted.result.verdict == "inconclusive"


def test_a_shared_observation_is_made_once_and_one_fault_is_told_once(tmp_path: Path) -> None:
    laws = Laws()
    made: list[str] = []

    def observe(ctx: Context) -> int:
        made.append(ctx.check)
        raise Violation("Broken.", expected="a", seen="b", exchanges=[])

    for requirement in ("AUTH-04", "AUTH-10", "RATE-05"):

        @laws.law(requirement, requests=1)
        def shares(ctx: Context, _operation: Operation) -> None:
            ctx.once("walk", lambda: observe(ctx))

    conducted = run(tmp_path, laws, only=("AUTH-04", "AUTH-10", "RATE-05"))
    assert list(statuses(conducted.result).values()) == ["fail", "blocked", "blocked"]
    assert made == ["walk"]
    assert reason_of(conducted, "RATE-05[get_version]") == "walk: Broken."


def test_a_draw_depends_on_seed_check_and_label_alone(tmp_path: Path) -> None:
    drawn: list[tuple[str, int, int, int]] = []

    def once(seed: int) -> None:
        laws = Laws()

        @laws.law("AUTH-07", requests=0)
        def draws(ctx: Context, _operation: Operation) -> None:
            numbers = st.integers(0, 10**12)
            drawn.append((ctx.check, ctx.draw(numbers, "a"), ctx.draw(numbers, "a"), ctx.draw(numbers, "b")))

        run(tmp_path, laws, seed=seed, only=("AUTH-07",))

    once(1)
    once(1)
    once(2)
    assert drawn[:2] == drawn[2:4]
    assert all(first == again for _, first, again, _ in drawn)
    assert len({value for _, first, _, other in (*drawn[:2], *drawn[4:]) for value in (first, other)}) == 8


def creating() -> Laws:
    laws = Laws()

    @laws.law("BODY-14", requests=1)
    def creates(ctx: Context, operation: Operation) -> None:
        name = f"dataops-conformance-{ctx.settings.run_id}-{ctx.target.sent}"
        assert ctx.send(operation, body={"name": name}).response.status == 201

    return laws


def test_what_laws_create_is_gone_after_the_run(tmp_path: Path) -> None:
    server = FakeServer()
    conducted = run(tmp_path, creating(), server.transport, only=("BODY-14", "create_project"))
    assert conducted.result.verdict == "conforms"
    assert server.projects == {}
    assert (conducted.ledger, conducted.result.leftovers, list(tmp_path.iterdir())) == (None, (), [])
    assert dataclasses.asdict(conducted.result.budget) == {
        "limit": 600, "wanted": 41, "spent": 5, "setup": 1, "cleanup": 3, "quota_requests": 0, "waits_s": 0.0,
    }  # fmt: skip


def test_what_cannot_be_removed_is_listed_and_changes_no_verdict(tmp_path: Path) -> None:
    conducted = run(tmp_path, creating(), FakeServer(undeletable=True).transport, only=("BODY-14", "create_project"))
    assert conducted.result.verdict == "conforms"
    assert [(item.path, item.reason) for item in conducted.result.leftovers] == [("/projects/1", "DELETE answered 403")]
    assert conducted.ledger is not None
    assert f"dataops-conformance sweep {conducted.ledger}" in conducted.result.notes[0]


def test_ctrl_c_cleans_up_and_is_inconclusive(tmp_path: Path) -> None:
    laws, server = creating(), FakeServer()

    @laws.law("AUTH-04", requests=9)
    def is_interrupted(_ctx: Context, _operation: Operation) -> None:
        raise KeyboardInterrupt

    conducted = run(tmp_path, laws, server.transport, only=("BODY-14", "AUTH-04", "create_project", "get_current_user"))
    assert server.projects == {}
    assert conducted.result.verdict == "inconclusive"
    told = "The run was interrupted after 1 of 2 checks."
    assert conducted.result.reasons == (told,)
    assert reason_of(conducted, "AUTH-04[get_current_user]") == told


def test_the_budget_is_kept_and_what_it_cuts_is_not_tested(tmp_path: Path) -> None:
    laws, server = Laws(), FakeServer()

    @laws.law("AUTH-01", requests=1)
    def sends(ctx: Context, operation: Operation) -> None:
        ctx.send(operation, raw_path="/user")

    conducted = run(tmp_path, laws, server.transport, max_requests=10)
    assert len(server.requests) == 10
    cut = [check for check in conducted.result.checks if check.reason and check.reason.startswith("budget: ")]
    assert len(cut) == len(conducted.result.checks) - 9
    assert conducted.result.verdict == "inconclusive"
    assert "MUST checks were tried, fewer than 60%" in conducted.result.reasons[0]


def test_a_server_that_goes_away_ends_the_run(tmp_path: Path) -> None:
    laws, server = Laws(), FakeServer()

    def dying(request: httpx.Request) -> httpx.Response:
        if len(server.requests) > 2:
            raise httpx.ConnectError("refused")
        return server(request)

    @laws.law("AUTH-01", requests=1)
    def sends(ctx: Context, operation: Operation) -> None:
        ctx.send(operation, raw_path="/user")

    progress = Recorder()
    conducted = run(tmp_path, laws, httpx.MockTransport(dying), progress)
    assert len(progress.names) == 5
    assert conducted.result.verdict == "inconclusive"
    assert conducted.result.reasons[0].startswith("http://127.0.0.1:9/api/v4 cannot be reached: refused.")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            httpx.Response(401, json={"message": "401 Unauthorized"}),
            "Credentials refused: the server answered 401 to DATAOPS_TOKEN",
        ),
        (
            HTML,
            "No v4 API answers at .*: GET /version was answered 200 text/html, beginning '<!DOCTYPE html>.*; check --base-url",
        ),
        (
            httpx.Response(404, json={"error": "404 Not Found"}),
            "No v4 API answers at .*: GET /version was answered 404 application/json",
        ),
        (httpx.Response(302, headers={"location": "https://sso.example/"}), "a redirect to https://sso.example/"),
    ],
)
def test_where_no_api_answers_that_is_said_and_nothing_else_is_sent(
    tmp_path: Path, answer: httpx.Response, sentence: str
) -> None:
    sent: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    conducted = run(tmp_path, creating(), httpx.MockTransport(server))
    assert conducted.result.verdict == "inconclusive"
    assert re.search(sentence, conducted.result.reasons[0])
    assert sent == ["/api/v4/version", "/api/v4/user"]


def test_a_base_url_without_the_api_path_is_wrong_use_and_told_with_the_remedy(tmp_path: Path) -> None:
    asked: list[str] = []

    def page_at_the_root(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path.startswith("/api/v4"):
            return FakeServer()(request)
        return httpx.Response(200, headers=HTML.headers, content=HTML.content)

    with pytest.raises(UsageError) as caught:
        run(tmp_path, creating(), httpx.MockTransport(page_at_the_root), base_url="http://127.0.0.1:9")
    assert str(caught.value) == (
        "The base URL 'http://127.0.0.1:9' lacks /api/v4; give --base-url http://127.0.0.1:9/api/v4."
    )
    assert asked == ["/version", "/user", "/api/v4/version"]


def test_a_token_that_the_run_made_has_a_variable_of_its_own(tmp_path: Path) -> None:
    laws = Laws()

    def making(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"version": "1", "token": "canary-made-by-server"})

    @laws.law("AUTH-04", requests=1)
    def uses(ctx: Context, operation: Operation) -> None:
        ctx.send(operation)
        exchange = ctx.send(operation, credential=Credential("SANDBOX", "canary-made-by-server"))
        raise Violation("Wrong.", expected="a", seen="b", exchanges=[exchange])

    conducted = run(tmp_path, laws, httpx.MockTransport(making), only=("AUTH-04",))
    [record] = conducted.result.checks[0].findings[0].exchanges
    assert '-H "private-token: $TOKEN_MADE_BY_THE_RUN"' in record.curl
    assert "$TOKEN_MADE_BY_THE_RUN" in record.response_body


def test_no_secret_is_in_any_output(tmp_path: Path) -> None:
    laws = Laws()

    def leaking(request: httpx.Request) -> httpx.Response:
        headers = {"x-echo": f"{TOKEN} canary-dataops_other_token"}
        return httpx.Response(
            200, headers=headers, json={"version": "1", "you_sent": TOKEN, "token": "canary-made-by-server"}
        )

    @laws.law("AUTH-04", requests=1)
    def leaks(ctx: Context, operation: Operation) -> None:
        exchange = ctx.send(
            operation,
            headers=[("PRIVATE-TOKEN", TOKEN)],
            query={"private_token": TOKEN},
            credential=ctx.credential("other_token"),
        )
        raise Violation(f"Seen {TOKEN}", expected=TOKEN, seen=str(exchange.response.body), exchanges=[exchange])

    @laws.law("AUTH-10", requests=1)
    def tells(_ctx: Context, _operation: Operation) -> None:
        raise NotTested(f"because of {TOKEN}")

    conducted = run(
        tmp_path / "l", laws, httpx.MockTransport(leaking), credentials=all_tokens(), only=("AUTH-04", "AUTH-10")
    )
    written = "".join(path.read_text() for path in write_all(conducted.result, tmp_path / "reports"))
    text = written + json.dumps(dataclasses.asdict(conducted.result))
    assert TOKEN not in text
    assert "canary-" not in text
    assert "$DATAOPS_TOKEN" in text


def test_the_users_own_pytest_settings_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conftest.py").write_text("raise RuntimeError('picked up')")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    laws = Laws()

    @laws.law("AUTH-04", requests=1)
    def passes(ctx: Context, operation: Operation) -> None:
        ctx.send(operation)

    conducted = run(tmp_path / "state", laws, only=("AUTH-04",))
    assert conducted.result.verdict == "conforms"
    assert os.environ["PYTEST_ADDOPTS"] == "--no-such-option"
