"""The pytest plugin: the suite within a project's own pytest run, and fixtures for its own tests. Off unless asked.

Whoever has this package installed has this module imported by every pytest, so it imports nothing of the suite before
it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from dataops_conformance.attempt import Attempt
    from dataops_conformance.context import Context
    from dataops_conformance.settings import Settings

_SWITCH = "dataops_conformance"
# The options of `dataops-conformance run`, with what they are called here: option, metavar, help.
_OPTIONS = (
    ("base-url", "URL", "the API's address, /api/v4 included (DATAOPS_URL)"),
    ("env-file", "PATH", "a dotenv file with DATAOPS_TOKEN and the like"),
    ("config", "PATH", "settings in TOML; conformance.toml where it is there"),
    ("profile", "NAME", "smoke, read-only, standard, full; read-only unless the host is a sandbox"),
    ("rate-limit", "N/Ss", "the quota that the target keeps its users to; 600/60s"),
    ("max-requests", "N", "the budget"),
    ("seed", "N", "what every drawn value comes from; 1"),
    ("waivers", "FILE", "accepted violations, in TOML"),
    ("report", "DIR", "where to write the reports"),
)
_LISTS = (
    ("only", "NAME", "a requirement, an area or an operation; repeatable"),
    ("sandbox", "HOST", "a host where things may be changed; loopback is one"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; every one begins with --dataops-conformance."""
    group = parser.getgroup("dataops-conformance", "conformance of a DataOps.live REST API")
    group.addoption(
        "--dataops-conformance", action="store_true", dest=_SWITCH, help="check a server as part of this run"
    )
    for name, metavar, text in _OPTIONS:
        group.addoption(f"--dataops-conformance-{name}", metavar=metavar, dest=_destination(name), help=text)
    for name, metavar, text in _LISTS:
        group.addoption(
            f"--dataops-conformance-{name}", action="append", default=[], metavar=metavar, dest=_destination(name),
            help=text,
        )  # fmt: skip
    group.addoption(
        "--dataops-conformance-quota", action="store_true", dest=_destination("quota"),
        help="also use up the quota of DATAOPS_QUOTA_TOKEN",
    )  # fmt: skip
    parser.addini(_SWITCH, "check a server as part of every run, as --dataops-conformance does", "bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Bring the suite in where it is asked for."""
    if not _is_asked(config) or _names_tests(config):
        return
    from dataops_conformance.embedded import Embedded  # noqa: PLC0415 - slow to import, and seldom wanted

    config.pluginmanager.register(Embedded(config), "dataops-conformance-embedded")


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say why there are no checks where the run is of files or tests that were named."""
    if not _is_asked(config) or not _names_tests(config):
        return None
    return "dataops-conformance: no checks beside files or tests that are named; name folders, or nothing, for them"


def _is_asked(config: pytest.Config) -> bool:
    return bool(config.getoption(_SWITCH) or config.getini(_SWITCH))


def _names_tests(config: pytest.Config) -> bool:
    """Tell whether the command line names a file or a test: whoever does so wants that, not a run of the suite."""
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        return False
    return any("::" in name or (config.invocation_params.dir / name).is_file() for name in config.args)


@pytest.fixture(scope="session")
def dataops_conformance_settings(pytestconfig: pytest.Config) -> Settings:
    """Return the settings, from the options, the environment and conformance.toml; a project may override this.

    Raises:
        UsageError: they are wrong, or there is no token.
    """
    return settings_of(pytestconfig)


@pytest.fixture(scope="session")
def _dataops_conformance_attempt(dataops_conformance_settings: Settings) -> Generator[Attempt]:
    from dataops_conformance.embedded import workbench  # noqa: PLC0415 - slow to import, and seldom wanted

    with workbench(dataops_conformance_settings) as attempt:
        yield attempt


@pytest.fixture
def dataops_conformance_context(request: pytest.FixtureRequest, _dataops_conformance_attempt: Attempt) -> Context:
    """Return a law's context: `send`, `draw`, `credential`, `sandbox`.

    Its budget, pace and ledger are those of the whole session; what tests make is removed at the session's end. What is
    drawn depends on the seed and on the test's own name.
    """
    context = _dataops_conformance_attempt.context
    context.check = request.node.nodeid
    return context


def settings_of(config: pytest.Config) -> Settings:
    """Return the settings that the options, the environment and the files give.

    Raises:
        UsageError: they are wrong, or there is no token.
    """
    from dataops_conformance.settings import UsageError  # noqa: PLC0415 - see above
    from dataops_conformance.sources import Options, load_settings  # noqa: PLC0415 - see above

    texts = {name: cast("str | None", config.getoption(_destination(name))) for name, _, _ in _OPTIONS}
    lists = {name: cast("list[str]", config.getoption(_destination(name))) for name, _, _ in _LISTS}

    def path(name: str) -> Path | None:
        text = texts[name]
        return None if text is None else config.invocation_params.dir / text

    def number(name: str) -> int | None:
        text = texts[name]
        if text is None:
            return None
        if not text.isdigit():
            msg = f"--dataops-conformance-{name} is {text!r}; give a number."
            raise UsageError(msg)
        return int(text)

    return load_settings(
        Options(
            base_url=texts["base-url"],
            env_file=path("env-file"),
            config=path("config"),
            profile=texts["profile"],
            only=lists["only"],
            sandbox=lists["sandbox"],
            rate_limit=texts["rate-limit"],
            quota=cast("bool", config.getoption(_destination("quota"))),
            max_requests=number("max-requests"),
            seed=number("seed"),
            waivers=path("waivers"),
            report=path("report"),
        ),
        os.environ,
    )


def _destination(option: str) -> str:
    return f"{_SWITCH}_{option.replace('-', '_')}"
