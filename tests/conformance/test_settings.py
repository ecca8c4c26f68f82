"""The settings: which source wins, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from dataops_conformance.settings import DEFAULT_URL, Limits, Profile, RateLimit, Settings, Shard, UsageError, covers
from dataops_conformance.sources import Options, default_budget, default_told, load_settings, state_folder

TOKEN = {"DATAOPS_TOKEN": "glpat-canary-0001"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_line_wins_over_the_environment_over_the_dotenv_file_over_the_config(tmp_path: Path) -> None:
    dotenv = written(tmp_path / "a.env", "DATAOPS_URL=https://dotenv.example/api/v4\nDATAOPS_TOKEN=from-dotenv\n")
    config = written(tmp_path / "c.toml", 'base-url = "https://toml.example/api/v4"\nseed = 7\n')
    named = Options(env_file=dotenv, config=config)
    environment = {"DATAOPS_URL": "https://env.example/api/v4", "DATAOPS_TOKEN": "from-environment"}

    def urls(options: Options, variables: dict[str, str]) -> str:
        return load_settings(options, variables, offline=True).base_url

    assert urls(Options(base_url="https://cli.example/api/v4", env_file=dotenv, config=config), environment) == (
        "https://cli.example/api/v4"
    )
    assert urls(named, environment) == "https://env.example/api/v4"
    assert urls(named, {}) == "https://dotenv.example/api/v4"
    assert urls(Options(config=config), {}) == "https://toml.example/api/v4"
    assert urls(Options(), {"CI_API_V4_URL": "https://ci.example/api/v4"}) == "https://ci.example/api/v4"
    assert urls(Options(), {}) == DEFAULT_URL
    assert load_settings(named, environment).credentials["DATAOPS_TOKEN"].secret == "from-environment"
    assert load_settings(named, {}).seed == 7


def test_a_variable_that_is_empty_counts_as_unset_and_the_default_is_told(tmp_path: Path) -> None:
    told = f"No base URL is named, so the run is against {DEFAULT_URL}; --base-url or DATAOPS_URL names another."
    assert load_settings(Options(), {**TOKEN, "DATAOPS_URL": ""}).base_url == DEFAULT_URL
    assert default_told(Options(), {"DATAOPS_URL": ""}) == told
    assert default_told(Options(base_url=DEFAULT_URL), {}) is None
    assert default_told(Options(), {"CI_API_V4_URL": DEFAULT_URL}) is None
    config = written(tmp_path / "c.toml", f'base-url = "{DEFAULT_URL}"\n')
    assert default_told(Options(config=config), {}) is None


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (Options(base_url=""), "base-url"), (Options(profile=" "), "profile"), (Options(only=[""]), "only"),
        (Options(sandbox=["a.example", ""]), "sandbox"), (Options(rate_limit=""), "rate-limit"),
        (Options(shard=""), "shard"), (Options(database=""), "database"),
    ],
)  # fmt: skip
def test_an_option_that_is_given_and_empty_is_wrong_use(options: Options, name: str) -> None:
    with pytest.raises(UsageError, match=rf"^--{name} is empty; give it a value, or leave it out\.$"):
        load_settings(options, TOKEN)


@pytest.mark.parametrize("named", ["examples", "examples/below"])
def test_a_database_that_is_a_file_is_refused(tmp_path: Path, named: str) -> None:
    written(tmp_path / "examples", "")
    sentence = rf"^The database '{named}' cannot be a folder, for 'examples' is a file; name a folder or a Redis\.$"
    with pytest.raises(UsageError, match=sentence):
        load_settings(Options(database=named), TOKEN)


def test_a_pipeline_job_gives_its_token_and_its_project_to_read() -> None:
    settings = load_settings(Options(), {**TOKEN, "CI_JOB_TOKEN": "glcbt-canary", "CI_PROJECT_ID": "42"})
    assert settings.credentials["DATAOPS_JOB_TOKEN"].scheme == "job-token"
    assert (settings.home_project, settings.project) == ("42", None)


@pytest.mark.parametrize(
    ("url", "options", "profile"),
    [
        ("http://127.0.0.1:8000/api/v4", Options(), "standard"),
        ("http://localhost/api/v4", Options(), "standard"),
        ("http://[::1]:8000/api/v4", Options(), "standard"),
        ("https://app.dataops.live/api/v4", Options(), "read-only"),
        ("https://127.0.0.1.example/api/v4", Options(), "read-only"),
        ("https://test.example/api/v4", Options(sandbox=["test.example"]), "standard"),
        ("https://app.dataops.live/api/v4", Options(profile="full", sandbox=["App.DataOps.live"]), "full"),
        ("https://app.dataops.live/api/v4", Options(profile="read-only"), "read-only"),
    ],
)
def test_only_loopback_and_named_sandboxes_are_changed(url: str, options: Options, profile: str) -> None:
    assert load_settings(options, {**TOKEN, "DATAOPS_URL": url}).profile == profile


@pytest.mark.parametrize("profile", ["standard", "full"])
def test_a_profile_that_changes_things_is_refused_on_a_host_that_is_no_sandbox(profile: str) -> None:
    options = Options(profile=profile, base_url="https://app.dataops.live/api/v4")
    with pytest.raises(
        UsageError, match=rf"^The profile {profile} changes things, and app\.dataops\.live is not named"
    ):
        load_settings(options, TOKEN)
    assert load_settings(options, {}, offline=True).profile == profile


def test_the_timeout_of_the_config_bounds_every_answer(tmp_path: Path) -> None:
    config = written(tmp_path / "c.toml", "timeout = 2.5\n")
    assert load_settings(Options(config=config), TOKEN).limits == Limits(2.5, 2.5, 2.5, 7.5)
    assert load_settings(Options(), TOKEN).limits == Limits()


@pytest.mark.parametrize("value", ["0", "-1", "true", "'soon'", "601", "nan"])
def test_a_timeout_that_is_none_is_told(tmp_path: Path, value: str) -> None:
    config = written(tmp_path / "c.toml", f"timeout = {value}\n")
    with pytest.raises(
        UsageError, match=r"^The setting 'timeout' is .+; it must be a number of seconds, at most 600\.$"
    ):
        load_settings(Options(config=config), TOKEN)


def test_a_sandbox_may_be_named_in_the_config(tmp_path: Path) -> None:
    config = written(tmp_path / "c.toml", '[sandbox]\nhosts = ["test.example"]\n')
    assert load_settings(Options(config=config, base_url="https://test.example/api/v4"), TOKEN).profile == "standard"


def test_the_profile_full_includes_the_quota_laws() -> None:
    url = "http://127.0.0.1/api/v4"
    assert load_settings(Options(profile="full", base_url=url), TOKEN).quota is True
    assert load_settings(Options(profile="standard", base_url=url), TOKEN).quota is False


def test_conformance_toml_is_read_where_it_is_there(tmp_path: Path) -> None:
    written(tmp_path / "conformance.toml", 'rate-limit = "60/6s"\nmax-requests = 50\nonly = ["PAGE"]\n')
    settings = load_settings(Options(), TOKEN)
    assert (settings.rate_limit, settings.max_requests, settings.only) == (RateLimit(60, 6.0), 50, ("PAGE",))


def test_a_dotenv_file_is_not_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.delenv("DATAOPS_TOKEN", raising=False)
    load_settings(Options(env_file=written(tmp_path / "a.env", "DATAOPS_TOKEN=glpat-canary-0002\n")), {})
    assert "DATAOPS_TOKEN" not in os.environ


def test_a_token_that_looks_like_a_reference_is_taken_as_it_is(tmp_path: Path) -> None:
    dotenv = written(tmp_path / "a.env", "DATAOPS_TOKEN='glpat-${HOME}-x'\n")
    assert load_settings(Options(env_file=dotenv), {}).credentials["DATAOPS_TOKEN"].secret == "glpat-${HOME}-x"


@pytest.mark.parametrize(
    ("options", "environment", "sentence"),
    [
        (Options(), {}, r"There is no personal token; set DATAOPS_TOKEN"),
        (Options(base_url="app.dataops.live/api/v4"), TOKEN, r"'app\.dataops\.live/api/v4' is not absolute; write"),
        (Options(base_url="ftp://x/api/v4"), TOKEN, r"is not absolute"),
        (Options(base_url="http://[::1/api/v4"), TOKEN, r"cannot be read"),
        (Options(base_url="https://x:port/api/v4"), TOKEN, r"cannot be read"),
        (Options(base_url="http://example.com/api/v4"), TOKEN, r"would send tokens in clear; use https"),
        (Options(base_url="https://x/api/v4?private_token=canary"), TOKEN, r"bears a user, a query or a fragment"),
        (Options(base_url="https://u:canary@x/api/v4"), TOKEN, r"bears a user, a query or a fragment"),
        (
            Options(profile="stanard"),
            TOKEN,
            r"The profile 'stanard' is unknown, perhaps standard; take smoke, read-only, standard, full",
        ),
        (Options(rate_limit="fast"), TOKEN, r"The rate limit 'fast' is not of the form"),
        (Options(max_requests=0), TOKEN, r"give --max-requests at least 1"),
        (Options(shard="5/4"), TOKEN, r"The shard '5/4' is not of the form K/N with K from 1 to N"),
        (Options(shard="half"), TOKEN, r"The shard 'half' is not of the form K/N"),
        (Options(processes=0), TOKEN, r"The number of processes is 0; give --processes at least 1"),
        (Options(database="mysql://host/0"), TOKEN, r"neither a folder nor the URL of a Redis"),
        (Options(database="redis://u:canary@host/0"), TOKEN, r"The database's URL bears a password"),
        (Options(env_file=Path("missing.env")), TOKEN, r"The env file 'missing\.env' cannot be read: No such file"),
        (
            Options(config=Path("missing.toml")),
            TOKEN,
            r"The settings file 'missing\.toml' cannot be read: No such file",
        ),
        (Options(), {"DATAOPS_TOKEN": "two words canary"}, r"DATAOPS_TOKEN holds a space"),
        (Options(), {"DATAOPS_TOKEN": "canary\r\nX-Evil: 1"}, r"DATAOPS_TOKEN holds a space"),
    ],
)
def test_wrong_settings_are_told_in_one_sentence(options: Options, environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as caught:
        load_settings(options, environment)
    assert "\n" not in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('token = "canary"\n', r"holds 'token'; tokens go into the environment or a dotenv file"),
        ('DATAOPS_TOKEN = "canary"\n', r"holds 'DATAOPS_TOKEN'; tokens go into"),
        ("profle = 1\n", r"holds 'profle', which it does not know, perhaps profile"),
        ("seed = \n", r"is not TOML"),
        ('seed = "one"\n', r"The setting 'seed' is 'one'; it must be of type int"),
        ("only = 3\n", r"The setting 'only' is 3; it must be a list of strings"),
        ("sandbox = 1\n", r"The setting 'sandbox' is 1; it must be of type dict"),
    ],
)
def test_a_wrong_config_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as caught:
        load_settings(Options(config=written(tmp_path / "c.toml", text)), TOKEN)
    assert "canary" not in str(caught.value)


def test_an_env_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"is not UTF-8 text; write NAME=VALUE lines"):
        load_settings(Options(env_file=tmp_path / "a.env"), {})


def test_no_secret_is_shown_by_the_settings() -> None:
    settings: Settings = load_settings(Options(), TOKEN)
    assert "canary" not in repr(settings)
    assert "canary" not in repr(settings.credentials)


def test_ledgers_are_in_the_report_folder_else_in_the_platforms_state(tmp_path: Path) -> None:
    assert load_settings(Options(report=tmp_path), TOKEN).ledgers == tmp_path
    assert load_settings(Options(), {**TOKEN, "XDG_STATE_HOME": str(tmp_path)}).ledgers == state_folder(
        {"XDG_STATE_HOME": str(tmp_path)}
    )


def test_the_files_that_the_settings_came_from_are_kept_as_they_were_given(tmp_path: Path) -> None:
    written(tmp_path / "a.env", "DATAOPS_TOKEN=glpat-canary-0001\n")
    written(tmp_path / "conformance.toml", 'env-file = "a.env"\nwaivers = "w.toml"\n')
    settings = load_settings(Options(), {})
    assert (settings.env_file, settings.config, settings.waivers) == (
        Path("a.env"),
        Path("conformance.toml"),
        Path("w.toml"),
    )


@pytest.mark.parametrize(
    ("url", "options", "read_only"),
    [
        ("http://127.0.0.1:8000/api/v4", Options(profile="smoke"), False),
        ("https://test.example/api/v4", Options(profile="smoke", sandbox=["TEST.example"]), False),
        ("https://app.dataops.live/api/v4", Options(profile="smoke"), True),
    ],
)
def test_smoke_changes_nothing_outside_a_sandbox_and_sends_sixty_requests(
    url: str, options: Options, read_only: bool
) -> None:
    settings = load_settings(options, {**TOKEN, "DATAOPS_URL": url})
    assert (settings.read_only, settings.max_requests) == (read_only, 60)
    assert [settings.covers(profile) for profile in ("read-only", "standard", "full")] == [True, not read_only, False]


def test_each_profile_covers_those_before_it() -> None:
    profiles: list[Profile] = ["read-only", "standard", "full"]
    found = [[covers(profile, wanted) for wanted in profiles] for profile in ("read-only", "smoke", "standard", "full")]
    assert found == [[True, False, False], [True, True, False], [True, True, False], [True, True, True]]


def test_the_budget_of_standard_grows_with_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    import dataops_spec

    assert [default_budget(profile) for profile in ("smoke", "read-only", "standard", "full")] == [60, 600, 600, 1200]
    monkeypatch.setattr(dataops_spec, "operations", lambda: range(350))
    assert [default_budget(profile) for profile in ("smoke", "read-only", "standard", "full")] == [60, 600, 1050, 1200]


def test_shard_processes_and_database_are_taken_as_they_are_given(tmp_path: Path) -> None:
    given = Options(shard="2/4", processes=3, database="redis://localhost:6379/0")
    settings = load_settings(given, TOKEN)
    assert (settings.shard, settings.processes, settings.database) == (Shard(2, 4), 3, "redis://localhost:6379/0")
    assert str(settings.shard) == "2/4"
    written(tmp_path / "conformance.toml", 'processes = 2\ndatabase = "examples"\n')
    settings = load_settings(Options(), TOKEN)
    assert (settings.shard, settings.processes, settings.database) == (None, 2, "examples")
