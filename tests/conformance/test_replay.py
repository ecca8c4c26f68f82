"""Replay: what failed is run again by itself, with the same draws, and the exit status tells what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from dataops_conformance.conduct import conduct
from dataops_conformance.context import Context
from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, Violation, expect
from dataops_conformance.replay import Again, Given, failing, narrowed, replay, settings_of
from dataops_conformance.result import CheckResult, Manifest, Result
from dataops_conformance.settings import DEFAULT_URL, RateLimit, UsageError
from dataops_spec import Operation
from hypothesis import strategies as st

from tests.conformance.fake_server import TOKEN, FakeServer, fake_settings
from tests.conformance.samples import MANIFEST

CONTRACT = Contract.load()


class Quiet:
    """A progress display that shows nothing."""

    def begin(self, total: int) -> None: ...

    def checked(self, result: CheckResult, budget_left: int | None) -> None: ...

    def end(self) -> None: ...


def laws_of(sent: list[str], broken: Sequence[str] = ("AUTH-10", "RATE-04")) -> Laws:
    """Return a law that passes, one that draws and fails, and a universal one that the first one's request breaks."""
    laws = Laws()

    @laws.law("AUTH-04", requests=1)
    def passes(ctx: Context, operation: Operation) -> None:
        sent.append(ctx.check)
        ctx.send(operation)

    @laws.law("AUTH-10", requests=1)
    def fails(ctx: Context, operation: Operation) -> None:
        drawn = ctx.draw(st.integers(0, 10**9), "number")
        sent.append(f"{ctx.check} {drawn}")
        expect("AUTH-10" not in broken, "Wrong.", expected="a", seen="b", exchanges=[ctx.send(operation)])

    @laws.universal("RATE-04")
    def wrong(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
        if "RATE-04" in broken and ctx.check.startswith("AUTH-04"):
            yield Violation("Wrong.", expected="a", seen="b", exchanges=[exchange])

    return laws


def run(folder: Path, laws: Laws) -> Result:
    settings = fake_settings(ledgers=folder, only=("AUTH-04", "AUTH-10", "RATE-04", "get_current_user"))
    transport = FakeServer().transport
    return conduct(settings, laws.laws, laws.universals, Quiet(), transport=transport).result


def again(earlier: Result, names: frozenset[str], laws: Laws, folder: Path) -> dict[str, Again]:
    settings = fake_settings(ledgers=folder, run_id="feedbeef")
    transport = FakeServer().transport
    found, _ = replay(earlier, names, settings, laws.laws, laws.universals, Quiet(), transport=transport)
    return dict(found)


def test_a_failure_is_run_again_alone_with_the_same_draws(tmp_path: Path) -> None:
    first: list[str] = []
    earlier = run(tmp_path, laws_of(first))
    name = "AUTH-10[get_current_user]"
    later: list[str] = []
    assert again(earlier, frozenset({name}), laws_of(later), tmp_path) == {name: "shows again"}
    assert later == [entry for entry in first if entry.startswith(name)]


def test_a_failure_that_is_mended_does_not_show(tmp_path: Path) -> None:
    earlier = run(tmp_path, laws_of([]))
    names = failing(earlier, [], CONTRACT, anyway=False)
    assert names == {"AUTH-10[get_current_user]", "RATE-04[get_current_user]"}
    found = again(earlier, names, laws_of([], broken=()), tmp_path)
    assert found == dict.fromkeys(sorted(names), "does not show")


def test_what_broke_a_universal_law_is_sent_again_by_the_check_that_sent_it(tmp_path: Path) -> None:
    earlier = run(tmp_path, laws_of([]))
    name = "RATE-04[get_current_user]"
    assert {check.name: check.carrier for check in earlier.checks}[name] == "AUTH-04[get_current_user]"
    sent: list[str] = []
    assert again(earlier, frozenset({name}), laws_of(sent), tmp_path) == {name: "shows again"}
    assert sent == ["AUTH-04[get_current_user]"]


def test_a_failure_whose_law_is_no_more_could_not_be_tried(tmp_path: Path) -> None:
    earlier = run(tmp_path, laws_of([]))
    name = "AUTH-10[get_current_user]"
    others = Laws([law for law in laws_of([]).laws if law.requirement != "AUTH-10"])
    assert again(earlier, frozenset({name}), others, tmp_path) == {name: "could not be tried"}


def test_another_contract_is_refused_unless_told_otherwise(tmp_path: Path) -> None:
    earlier = run(tmp_path, laws_of([]))
    other = replace(earlier, manifest=replace(earlier.manifest, contract_hash="0" * 64))
    with pytest.raises(UsageError, match=r"The contract was 000000000000 in that run and is \w{12} by now"):
        failing(other, [], CONTRACT, anyway=False)
    assert failing(other, [], CONTRACT, anyway=True) == failing(earlier, [], CONTRACT, anyway=False)


def test_a_check_that_did_not_fail_is_not_replayed(tmp_path: Path) -> None:
    earlier = run(tmp_path, laws_of([]))
    with pytest.raises(
        UsageError, match=r"AUTH-04\[get_current_user\] did not fail in that run; `dataops-conformance r"
    ):
        failing(earlier, ["AUTH-04[get_current_user]"], CONTRACT, anyway=False)


def test_the_settings_are_those_of_the_run_with_the_credentials_of_now(tmp_path: Path) -> None:
    earlier = run(tmp_path, laws_of([])).manifest
    manifest = replace(earlier, seed=7, max_requests=99, rate_limit="60/6s", project="11", waivers="gone.toml")
    settings = settings_of(manifest, {"DATAOPS_TOKEN": TOKEN, "DATAOPS_PROJECT": "12"}, Given(report=tmp_path))
    assert (settings.seed, settings.max_requests, settings.rate_limit) == (7, 99, RateLimit(60, 6.0))
    assert (settings.project, settings.only, settings.waivers, settings.report) == ("11", (), None, tmp_path)
    assert settings.credentials["DATAOPS_TOKEN"].secret == TOKEN
    elsewhere = Given("http://127.0.0.1:8/api/v4")
    moved = settings_of(manifest, {"DATAOPS_TOKEN": TOKEN, "DATAOPS_PROJECT": "12"}, elsewhere)
    assert (moved.base_url, moved.project) == ("http://127.0.0.1:8/api/v4", "12")


STAGING = "https://staging.example/api/v4"
OWN = {"DATAOPS_TOKEN": TOKEN}


def manifest_of_staging(**changes: object) -> Manifest:
    known = replace(MANIFEST, base_url=STAGING, profile="read-only", env_file=None, config=None)
    return replace(known, **changes)  # type: ignore[arg-type]


def test_a_server_that_only_the_result_names_gets_no_token() -> None:
    with pytest.raises(UsageError, match=rf"^Only the result names {STAGING}; give --base-url {STAGING} if "):
        settings_of(manifest_of_staging(), OWN)
    assert settings_of(manifest_of_staging(), OWN, Given(base_url=STAGING)).base_url == STAGING
    assert settings_of(manifest_of_staging(), {**OWN, "DATAOPS_URL": f"{STAGING}/"}).base_url == STAGING
    assert settings_of(manifest_of_staging(), {**OWN, "CI_API_V4_URL": STAGING}).base_url == STAGING
    assert settings_of(manifest_of_staging(base_url=DEFAULT_URL), OWN).base_url == DEFAULT_URL


def test_a_result_of_another_server_than_that_of_the_settings_is_refused_with_both() -> None:
    other = "https://other.example/api/v4"
    sentence = rf"^That run was against {STAGING}, and the settings of now name {other}; give --base-url"
    with pytest.raises(UsageError, match=sentence):
        settings_of(manifest_of_staging(), {**OWN, "DATAOPS_URL": other})
    with pytest.raises(UsageError, match=rf"and the settings of now name {other}"):
        settings_of(manifest_of_staging(base_url="http://127.0.0.1:8/api/v4"), {**OWN, "DATAOPS_URL": other})


def test_the_dotenv_file_of_the_run_says_where_its_own_tokens_go_and_no_others(tmp_path: Path) -> None:
    file = tmp_path / "staging.env"
    file.write_text(f"DATAOPS_URL={STAGING}\nDATAOPS_TOKEN={TOKEN}\n")
    manifest = manifest_of_staging(env_file=str(file))
    assert settings_of(manifest, {}).base_url == STAGING
    with pytest.raises(UsageError, match=r"^Only the result names"):
        settings_of(manifest, OWN)
    assert settings_of(manifest, OWN, Given(env_file=file)).base_url == STAGING


def test_a_dotenv_file_of_the_run_that_is_not_here_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"^The env file 'gone.env' of that run is not here; replay in its folder"):
        settings_of(manifest_of_staging(env_file="gone.env"), OWN)


@pytest.mark.parametrize("profile", ["standard", "smoke"])
def test_a_host_that_only_the_result_calls_a_sandbox_is_none(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    foreign = tmp_path / "foreign.toml"
    foreign.write_text('[sandbox]\nhosts = ["staging.example"]\n')
    manifest = manifest_of_staging(profile=profile, sandbox=("staging.example",), config=str(foreign))
    own = {**OWN, "DATAOPS_URL": STAGING}
    with pytest.raises(UsageError, match=r"give --sandbox staging\.example if it is\.$"):
        settings_of(manifest, own)
    assert not settings_of(manifest, own, Given(sandbox=["staging.example"])).read_only
    assert not settings_of(manifest, own, Given(config=foreign)).read_only
    foreign.rename(tmp_path / "conformance.toml")
    assert not settings_of(manifest, own).read_only


def test_a_rule_broken_where_no_operation_is_meant_is_replayed_by_its_carrier(tmp_path: Path) -> None:
    laws = Laws()

    @laws.universal("RATE-04")
    def wrong(exchange: Exchange, operation: Operation | None, _ctx: Context) -> Iterator[Violation]:
        if operation is None:
            yield Violation("Wrong.", expected="a", seen="b", exchanges=[exchange])

    @laws.law("AUTH-04", requests=1)
    def sends(ctx: Context, operation: Operation) -> None:
        ctx.send(operation, method="TRACE")

    earlier = run(tmp_path, laws)
    name = "RATE-04[(no operation)]"
    assert failing(earlier, [], CONTRACT, anyway=False) == {name}
    assert again(earlier, frozenset({name}), laws, tmp_path) == {name: "shows again"}
    mended = Laws(list(laws.laws), laws_of([], broken=()).universals)
    assert again(earlier, frozenset({name}), mended, tmp_path) == {name: "does not show"}


def test_a_replayed_plan_holds_what_is_wanted_and_nothing_else(tmp_path: Path) -> None:
    from dataops_conformance.conduct import plan_for

    laws = laws_of([])
    earlier = run(tmp_path, laws)
    whole = plan_for(fake_settings(), CONTRACT, laws.laws, laws.universals)
    plan = narrowed(whole, earlier, frozenset({"RATE-04[get_current_user]"}))
    assert [check.name for check in plan.all] == ["AUTH-04[get_current_user]", "RATE-04[get_current_user]"]
