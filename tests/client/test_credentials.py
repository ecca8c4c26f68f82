"""Credentials and the redactor: how a token travels, and how it is kept out of what people read."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable

import pytest
from dataops_api._credentials import CREDENTIAL_HEADERS, Credential, Kind, Redactor, secrets_in
from dataops_api.errors import ConfigurationError
from hypothesis import given
from hypothesis import strategies as st

CANARY = "glpat-canary.0000~00000001"


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("token", {"PRIVATE-TOKEN": CANARY}),
        ("bearer", {"Authorization": f"Bearer {CANARY}"}),
        ("job", {"JOB-TOKEN": CANARY}),
        ("none", {}),
    ],
)
def test_each_kind_travels_in_a_header_of_its_own(kind: Kind, headers: dict[str, str]) -> None:
    credential = Credential(kind, CANARY)

    assert credential.headers(credential.token()) == headers


def repr_of_a_copy(value: object) -> str:
    return repr(copy.copy(value))


@pytest.mark.parametrize("shown", [repr, str, "{}".format, repr_of_a_copy])
def test_a_credential_does_not_show_its_token(shown: Callable[[object], str]) -> None:
    assert shown(Credential("token", CANARY)) == "Credential(kind='token')"


def test_a_function_gives_the_token_anew_each_time() -> None:
    tokens = iter(["first-token", "second-token"])
    credential = Credential("token", lambda: next(tokens))

    assert [credential.token(), credential.token()] == ["first-token", "second-token"]


@pytest.mark.parametrize("given_back", ["", "a b", f"{CANARY}\n", None, 7, b"glpat"])
def test_what_a_function_gives_must_be_a_token(given_back: object) -> None:
    credential = Credential("token", lambda: given_back)  # type: ignore[arg-type]

    with pytest.raises(ConfigurationError) as caught:
        credential.token()

    assert CANARY not in str(caught.value)


async def later() -> str:
    return CANARY


def test_a_coroutine_function_gives_the_token_to_who_awaits_it() -> None:
    assert asyncio.run(Credential("token", later).token_later()) == CANARY
    assert asyncio.run(Credential("token", lambda: CANARY).token_later()) == CANARY
    assert asyncio.run(Credential("token", CANARY).token_later()) == CANARY
    assert asyncio.run(Credential().token_later()) == ""


def test_a_client_that_blocks_awaits_no_token() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Credential("token", later).token()

    assert str(caught.value) == "The function that gives the token is asynchronous: give it to AsyncDataOps."


def test_what_a_coroutine_function_gives_must_be_a_token() -> None:
    async def blank() -> str:
        return f"{CANARY}\n"

    with pytest.raises(ConfigurationError, match="check how it is read") as caught:
        asyncio.run(Credential("token", blank).token_later())
    assert CANARY not in str(caught.value)


def test_an_error_of_the_function_is_the_apps_own() -> None:
    def fetch() -> str:
        raise LookupError("the vault is closed")

    with pytest.raises(LookupError, match="the vault is closed"):
        Credential("token", fetch).token()


def test_the_headers_of_credentials_are_known() -> None:
    assert {"private-token", "authorization", "job-token", "cookie", "proxy-authorization"} == CREDENTIAL_HEADERS


def test_a_token_among_the_apps_own_headers_is_one_to_keep() -> None:
    headers = {"private-token": "one-token", "Authorization": "Bearer two-token", "X-Plain": "three-token"}

    assert set(secrets_in(headers)) == {"one-token", "Bearer two-token", "two-token"}


@given(
    secrets=st.lists(st.text("abcdefgh-", min_size=6, max_size=12), max_size=4),
    pieces=st.lists(st.text("abcxyz <>", max_size=8), max_size=5),
)
def test_no_secret_is_left_in_a_text(secrets: list[str], pieces: list[str]) -> None:
    redactor = Redactor(secrets)
    text = "|".join([*pieces, *secrets, *pieces])

    cleaned = redactor.clean(text)

    assert not any(secret in cleaned for secret in secrets)
    assert redactor.clean_bytes(text.encode()) == cleaned.encode()


def test_a_secret_that_another_begins_with_leaves_nothing_of_it() -> None:
    assert Redactor(["glpat-1", "glpat-12345"]).clean("glpat-12345 glpat-1") == "<redacted> <redacted>"


def test_a_short_word_is_no_secret() -> None:
    assert Redactor(["", "main"]).clean("the branch main") == "the branch main"
