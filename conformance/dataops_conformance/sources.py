"""Read the settings: command line, then environment, then dotenv file, then conformance.toml, then defaults.

Tokens come from the environment or the dotenv file alone. The dotenv file is read and never exported.
"""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import urlsplit

import dataops_spec
from dotenv import dotenv_values

from dataops_conformance.exchange import Credential
from dataops_conformance.settings import (
    CREDENTIAL_NAMES,
    DEFAULT_URL,
    LOOPBACK,
    PROFILES,
    SMOKE_REQUESTS,
    Limits,
    Profile,
    RateLimit,
    Settings,
    Shard,
    UsageError,
    effective,
    is_sandbox,
)
from dataops_conformance.tomlfile import read_toml

T = TypeVar("T")
_CONFIG_KEYS = (
    "base-url", "env-file", "profile", "only", "rate-limit", "quota", "max-requests", "seed", "waivers", "report",
    "project", "group", "sandbox", "processes", "database", "timeout",
)  # fmt: skip
# The budget of each profile where it has one of its own, and what an operation is worth where the contract has many.
_BUDGETS: Mapping[Profile, int] = {"smoke": SMOKE_REQUESTS, "read-only": 600, "standard": 600, "full": 1200}
_AN_OPERATION = 3
_SEED = 1
_LONGEST_TIMEOUT = 600


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said; None and empty where it said nothing."""

    base_url: str | None = None
    env_file: Path | None = None
    config: Path | None = None
    profile: str | None = None
    only: Sequence[str] = ()
    sandbox: Sequence[str] = ()
    rate_limit: str | None = None
    quota: bool = False
    max_requests: int | None = None
    seed: int | None = None
    waivers: Path | None = None
    report: Path | None = None
    shard: str | None = None
    processes: int | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class _Layers:
    environment: Mapping[str, str]
    dotenv: Mapping[str, str]
    config: Mapping[str, object]
    env_file: Path | None
    config_file: Path | None

    def variable(self, name: str) -> str | None:
        return self.environment.get(name) or self.dotenv.get(name) or None

    def text(self, key: str) -> str | None:
        return _typed(self.config, key, str)

    def number(self, key: str) -> int | None:
        return _typed(self.config, key, int)

    def path(self, key: str) -> Path | None:
        value = self.text(key)
        return Path(value) if value else None

    def texts(self, key: str) -> tuple[str, ...]:
        return _texts(key, self.config.get(key, []))


def load_settings(options: Options, environment: Mapping[str, str], *, offline: bool = False) -> Settings:
    """Return the settings of a run; `offline` asks for no credential, for what sends nothing.

    Raises:
        UsageError: something is missing, unreadable or wrong.
    """
    _see_that_nothing_is_empty(options)
    layers = _layers(options, environment)
    base_url = options.base_url or layers.variable("DATAOPS_URL") or layers.text("base-url")
    base_url = base_url or layers.variable("CI_API_V4_URL") or DEFAULT_URL
    credentials = _credentials(layers)
    checked = check_base_url(base_url, with_credentials=bool(credentials))
    if not offline and "DATAOPS_TOKEN" not in credentials:
        msg = "There is no personal token; set DATAOPS_TOKEN in the environment or in a file that --env-file names."
        raise UsageError(msg)
    sandbox = _sandbox(options, layers)
    profile = _profile(options.profile or layers.text("profile"), sandbox, checked)
    if not offline:
        _see_that_changes_are_welcome(profile, sandbox, checked)
    max_requests = options.max_requests if options.max_requests is not None else layers.number("max-requests")
    if max_requests is not None and max_requests < 1:
        msg = f"The budget of {max_requests} requests is too small; give --max-requests at least 1."
        raise UsageError(msg)
    report = options.report or layers.path("report")
    processes = options.processes if options.processes is not None else layers.number("processes")
    if processes is not None and processes < 1:
        msg = f"The number of processes is {processes}; give --processes at least 1."
        raise UsageError(msg)
    seed = options.seed if options.seed is not None else layers.number("seed")
    return Settings(
        base_url=checked,
        profile=profile,
        run_id=secrets.token_hex(4),
        seed=_SEED if seed is None else seed,
        credentials=credentials,
        project=layers.variable("DATAOPS_PROJECT") or layers.text("project"),
        group=layers.variable("DATAOPS_GROUP") or layers.text("group"),
        home_project=layers.variable("CI_PROJECT_ID"),
        only=tuple(options.only) or layers.texts("only"),
        rate_limit=RateLimit.parse(options.rate_limit or layers.text("rate-limit") or "600/60s"),
        quota=options.quota or _typed(layers.config, "quota", bool) is True or profile == "full",
        max_requests=max_requests or default_budget(profile),
        env_file=layers.env_file,
        config=layers.config_file,
        waivers=options.waivers or layers.path("waivers"),
        report=report,
        sandbox=sandbox,
        ledgers=report or state_folder(environment),
        shard=Shard.parse(options.shard) if options.shard else None,
        processes=processes,
        database=_database(options.database or layers.text("database")),
        limits=_limits(layers),
    )


def default_told(options: Options, environment: Mapping[str, str]) -> str | None:
    """Return in a sentence that the base URL is the default; None where something names it."""
    if environment.get("CI_API_V4_URL") or named_url(options, environment) is not None:
        return None
    return f"No base URL is named, so the run is against {DEFAULT_URL}; --base-url or DATAOPS_URL names another."


def named_url(options: Options, environment: Mapping[str, str]) -> str | None:
    """Return the base URL that a user named, on the command line or in settings; None where it was left to others.

    Raises:
        UsageError: a file of settings cannot be read.
    """
    layers = _layers(options, environment)
    named = options.base_url or layers.variable("DATAOPS_URL") or layers.text("base-url")
    return named.rstrip("/") if named else None


def default_budget(profile: Profile) -> int:
    """Return how many requests a run spends unless told: standard grows with the operations of the contract."""
    floor = _BUDGETS[profile]
    return max(floor, _AN_OPERATION * len(dataops_spec.operations())) if profile == "standard" else floor


def check_base_url(text: str, *, with_credentials: bool) -> str:
    """Return the base URL without its last slash.

    Raises:
        UsageError: it is not absolute, bears a credential, a query or a fragment, or would send tokens in clear.
    """
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
        credentials = parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError as exc:
        msg = f"The base URL {text!r} cannot be read: {exc}; write, for example, {DEFAULT_URL}."
        raise UsageError(msg) from exc
    if credentials or parts.query or parts.fragment:
        msg = "The base URL bears a user, a query or a fragment; give the address alone, and tokens in the environment."
        raise UsageError(msg)
    if parts.scheme not in {"http", "https"} or not host:
        msg = f"The base URL {text!r} is not absolute; write, for example, {DEFAULT_URL}."
        raise UsageError(msg)
    if parts.scheme == "http" and with_credentials and host not in LOOPBACK:
        msg = f"The base URL {text!r} would send tokens in clear; use https, or a loopback address such as 127.0.0.1."
        raise UsageError(msg)
    return text.rstrip("/")


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder where this platform keeps the state of programs, in it that of the suite."""
    home = Path.home()
    if sys.platform == "win32":
        root = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = home / "Library" / "Application Support"
    else:
        root = Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state")
    return root / "dataops-conformance"


def _see_that_nothing_is_empty(options: Options) -> None:
    """Raise UsageError where an option is given and empty, as of an unset variable: the default is not meant."""
    for field in fields(options):
        value: object = getattr(options, field.name)
        given = cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)
        if any(isinstance(item, str) and not item.strip() for item in given):
            msg = f"--{field.name.replace('_', '-')} is empty; give it a value, or leave it out."
            raise UsageError(msg)


def _layers(options: Options, environment: Mapping[str, str]) -> _Layers:
    default = Path("conformance.toml")
    config_file = options.config or (default if default.is_file() else None)
    config = _read_config(config_file)
    named = config.get("env-file")
    env_file = options.env_file or (Path(named) if isinstance(named, str) else None)
    return _Layers(environment, _read_dotenv(env_file), config, env_file, config_file)


def _read_dotenv(path: Path | None) -> Mapping[str, str]:
    if path is None:
        return {}
    try:
        with path.open(encoding="utf-8") as file:
            return {key: value for key, value in dotenv_values(stream=file, interpolate=False).items() if value}
    except OSError as exc:
        msg = f"The env file {str(path)!r} cannot be read: {exc.strerror}; check --env-file."
        raise UsageError(msg) from exc
    except UnicodeDecodeError as exc:
        msg = f"The env file {str(path)!r} is not UTF-8 text; write NAME=VALUE lines."
        raise UsageError(msg) from exc


def _read_config(chosen: Path | None) -> Mapping[str, object]:
    if chosen is None:
        return {}
    config = read_toml(chosen, "settings file", "--config")
    for key in config:
        if re.search(r"token|secret|password", key, re.IGNORECASE):
            msg = f"The settings file {str(chosen)!r} holds {key!r}; tokens go into the environment or a dotenv file."
            raise UsageError(msg)
        if key not in _CONFIG_KEYS:
            hint = _suggestion(key, _CONFIG_KEYS) or f"; it knows {', '.join(_CONFIG_KEYS)}"
            msg = f"The settings file {str(chosen)!r} holds {key!r}, which it does not know{hint}."
            raise UsageError(msg)
        if config[key] == "":
            msg = f"The settings file {str(chosen)!r} holds an empty {key!r}; give it a value, or leave it out."
            raise UsageError(msg)
    return config


def _credentials(layers: _Layers) -> Mapping[str, Credential]:
    found: dict[str, Credential] = {}
    for name, scheme in CREDENTIAL_NAMES.items():
        secret = layers.variable(name)
        if secret is None and name == "DATAOPS_JOB_TOKEN":
            secret = layers.variable("CI_JOB_TOKEN")
        if secret is None:
            continue
        if not re.fullmatch(r"[\x21-\x7e]+", secret):
            msg = f"{name} holds a space or a character that no token has; set it to the token alone."
            raise UsageError(msg)
        found[name] = Credential(name, secret, scheme)
    return found


def _limits(layers: _Layers) -> Limits:
    value = layers.config.get("timeout")
    if value is None:
        return Limits()
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _LONGEST_TIMEOUT:
        msg = f"The setting 'timeout' is {value!r}; it must be a number of seconds, at most {_LONGEST_TIMEOUT}."
        raise UsageError(msg)
    return Limits.of_timeout(float(value))


def _sandbox(options: Options, layers: _Layers) -> tuple[str, ...]:
    table = cast("Mapping[str, object]", _typed(layers.config, "sandbox", dict) or {})
    return tuple(dict.fromkeys((*options.sandbox, *_texts("sandbox.hosts", table.get("hosts", [])))))


def _profile(text: str | None, sandbox: Sequence[str], base_url: str) -> Profile:
    for profile in PROFILES:
        if text == profile:
            return profile
    if text is not None:
        msg = f"The profile {text!r} is unknown{_suggestion(text, PROFILES)}; take {', '.join(PROFILES)}."
        raise UsageError(msg)
    host = (urlsplit(base_url).hostname or "").lower()
    return "standard" if is_sandbox(host, sandbox) else "read-only"


def _see_that_changes_are_welcome(profile: Profile, sandbox: Sequence[str], base_url: str) -> None:
    """Raise UsageError where a profile changes things and nobody said that the host is there for that."""
    host = (urlsplit(base_url).hostname or "").lower()
    if effective(profile, base_url, sandbox) != "read-only" and not is_sandbox(host, sandbox):
        msg = (
            f"The profile {profile} changes things, and {host} is not named a sandbox; give --sandbox {host} if it is."
        )
        raise UsageError(msg)


def _database(text: str | None) -> str | None:
    """Return the database of examples as it was given; raise UsageError where it is no folder and no URL of a Redis."""
    if text is None:
        return None
    if "://" not in text:
        there = next((path for path in (Path(text), *Path(text).parents) if path.exists()), None)
        if there is not None and not there.is_dir():
            msg = f"The database {text!r} cannot be a folder, for {str(there)!r} is a file; name a folder or a Redis."
            raise UsageError(msg)
        return text
    parts = urlsplit(text)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        msg = (
            f"The database {text!r} is neither a folder nor the URL of a Redis; write, for example, redis://localhost."
        )
        raise UsageError(msg)
    if parts.password is not None:
        msg = "The database's URL bears a password, which reports would show; let the Redis know the host instead."
        raise UsageError(msg)
    return text


def _suggestion(text: str, known: Sequence[str]) -> str:
    close = get_close_matches(text, known, n=3, cutoff=0.5)
    return f", perhaps {' or '.join(close)}" if close else ""


def _typed(config: Mapping[str, object], key: str, kind: type[T]) -> T | None:
    value = config.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        msg = f"The setting {key!r} is {value!r}; it must be of type {kind.__name__}."
        raise UsageError(msg)
    return value


def _texts(key: str, value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else [None]
    texts = tuple(item for item in items if isinstance(item, str))
    if len(texts) < len(items):
        msg = f"The setting {key!r} is {value!r}; it must be a list of strings."
        raise UsageError(msg)
    return texts
