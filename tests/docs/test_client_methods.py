"""api.md lists every method of the clients as it is, and the docstrings say what the client does."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from functools import cached_property

import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api._paging.asking import MAX_PER_PAGE

from tests.docs.guides import ROOT

TEXT = (ROOT / "generated" / "dataops_resources" / "api.md").read_text(encoding="utf-8")
_ENTRY = re.compile(r"^- `([\w.]+)(\(.*\) -> [^`]+)` · ", re.MULTILINE)
LISTED = dict(_ENTRY.findall(TEXT))
BY_HAND = dict(_ENTRY.findall(TEXT.partition("## Written by hand")[2]))


def methods(client: DataOps | AsyncDataOps) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the public methods of a client and of its groups, by their names as they are called."""
    for name in dir(type(client)):
        member = inspect.getattr_static(type(client), name)
        if name.startswith("_") or isinstance(member, property):
            continue
        if isinstance(member, cached_property):
            group = getattr(client, name)
            yield from (
                (f"{name}.{method}", called)
                for method, called in inspect.getmembers(group, callable)
                if not method.startswith("_")
            )
        else:
            yield name, getattr(client, name)


def written(method: Callable[..., object]) -> str:
    """Return the signature of a method as the list has it, without what every method or every list takes."""
    signature = inspect.signature(method)
    own = [
        parameter for parameter in signature.parameters.values() if parameter.name not in {"limit", "resume", "options"}
    ]
    text = re.sub(r"<(UNSET)>", r"\1", str(signature.replace(parameters=own)).replace("'", ""))
    return re.sub(r"\b(builtins|models|_capture)\.", "", text)


def test_every_method_is_listed_with_its_signature() -> None:
    with DataOps("https://a.example/api/v4", anonymous=True) as api:
        assert {name: written(method) for name, method in methods(api)} == LISTED


def test_the_methods_of_both_clients_have_the_names_that_are_listed() -> None:
    assert {name for name, _ in methods(AsyncDataOps("https://a.example/api/v4", anonymous=True))} == set(LISTED)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_what_is_awaited_of_what_is_written_by_hand_is_as_the_list_says(name: str) -> None:
    later = dict(methods(AsyncDataOps("https://a.example/api/v4", anonymous=True)))
    assert inspect.iscoroutinefunction(later[name]) is (name.rpartition(".")[2] in {"wait", "request", "close"})


def described(method: Callable[..., object]) -> dict[str, str]:
    """Return what the docstring says of each argument; no line of that part may be anything else."""
    told = (inspect.getdoc(method) or "").partition("Args:\n")[2].split("\n\n")[0]
    found: dict[str, str] = {}
    name = ""
    for line in told.splitlines():
        if line.startswith(" " * 8):
            found[name] += f" {line.strip()}"
        else:
            begun = re.fullmatch(r"    (\w+): (.+)", line)
            assert begun, f"{method}: {line}"
            name = begun[1]
            found[name] = begun[2]
    return found


def test_the_docstrings_tell_each_argument_in_its_order() -> None:
    with DataOps("https://a.example/api/v4", anonymous=True) as api:
        told = {name: described(method) for name, method in methods(api) if name not in BY_HAND or "." in name}
        taken = {name: list(inspect.signature(method).parameters) for name, method in methods(api) if name in told}
    assert {name: list(arguments) for name, arguments in told.items()} == taken
    for kind in (DataOps, AsyncDataOps):
        assert list(described(kind.__init__)) == list(inspect.signature(kind).parameters)


def test_the_lists_tell_of_pages_what_the_client_does_and_not_the_server() -> None:
    with DataOps("https://a.example/api/v4", anonymous=True) as api:
        lists = [described(method) for _, method in methods(api) if "limit" in inspect.signature(method).parameters]
    words = {name: {told[name] for told in lists if name in told} for name in ("page", "per_page", "pagination")}
    assert {name: len(said) for name, said in words.items()} == {"page": 1, "per_page": 1, "pagination": 1}
    assert "goes on from there" in words["page"].pop()
    assert f"as many as the API gives, {MAX_PER_PAGE}, or `limit` leaves" in words["per_page"].pop()
    assert "by a cursor where `order_by=id` is asked for" in words["pagination"].pop()
