"""What the values of the API keep of an answer, and what they show of it."""

from __future__ import annotations

import copy
import pickle
import pkgutil
import tracemalloc
from importlib import import_module
from typing import ClassVar

import msgspec
import pytest
from dataops_resources import models
from dataops_resources.model import JsonValue, Model, read
from dataops_resources.openenum import OpenIntEnum, OpenStrEnum
from hypothesis import given
from hypothesis import strategies as st


class Colour(OpenStrEnum):
    """An enum of strings."""

    RED = "red"
    BLUE = "blue"


class Level(OpenIntEnum):
    """An enum of integers."""

    LOW = 10
    HIGH = 20


class Leaf(Model):
    """A value that holds no other."""

    id: int
    name: str | None = None


class Tree(Model):
    """A value that holds others in every way."""

    __secrets__: ClassVar[frozenset[str]] = frozenset({"token"})

    id: int
    colour: Colour | None = None
    level: Level | None = None
    token: str | None = None
    leaf: Leaf | None = None
    leaves: list[Leaf] | None = None
    named: dict[str, Leaf] | None = None
    trees: list[Tree] | None = None
    class_: str | None = msgspec.field(name="class", default=None)


WHOLE: dict[str, JsonValue] = {
    "id": 1,
    "colour": "green",
    "level": 15,
    "token": "glpat-secret",
    "leaf": {"id": 2, "new": {"deep": [1, None]}},
    "leaves": [{"id": 3}, {"id": 4, "name": None, "other": 5.5}],
    "named": {"a": {"id": 6, "tall": True}},
    "trees": [{"id": 7, "leaf": {"id": 8, "x": "y"}, "unknown": []}],
    "class": "c",
    "fresh": {"a": None},
}


def test_unknown_fields_are_kept_at_every_depth() -> None:
    tree = read(WHOLE, Tree)
    assert tree.extra == {"fresh": {"a": None}}
    assert tree.leaf is not None
    assert tree.leaf.extra == {"new": {"deep": [1, None]}}
    assert [leaf.extra for leaf in tree.leaves or []] == [{}, {"other": 5.5}]
    assert {name: leaf.extra for name, leaf in (tree.named or {}).items()} == {"a": {"tall": True}}
    assert [(inner.extra, inner.leaf and inner.leaf.extra) for inner in tree.trees or []] == [
        ({"unknown": []}, {"x": "y"})
    ]
    assert [inner.extra for inner in read([WHOLE, {"id": 1}], list[Tree])] == [{"fresh": {"a": None}}, {}]


LEAVES = st.fixed_dictionaries(
    {"id": st.integers(0, 9)}, optional={"name": st.none() | st.text(max_size=3), "extra_1": st.none() | st.integers()}
)


def trees_of(trees: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[dict[str, object]]:
    """Return trees whose branches are `trees`."""
    optional: dict[str, st.SearchStrategy[object]] = {
        "colour": st.none() | st.sampled_from(["red", "green", ""]),
        "level": st.none() | st.integers(0, 99),
        "leaf": st.none() | LEAVES,
        "leaves": st.none() | st.lists(LEAVES, max_size=3),
        "named": st.none() | st.dictionaries(st.text(max_size=2), LEAVES, max_size=3),
        "trees": st.none() | st.lists(trees, max_size=2),
        "class": st.none() | st.text(max_size=2),
        "unknown": st.none() | st.booleans() | st.lists(st.integers(), max_size=2),
    }
    needed: dict[str, st.SearchStrategy[object]] = {"id": st.integers(0, 9)}
    return st.fixed_dictionaries(needed, optional=optional)


TREES: st.SearchStrategy[dict[str, object]] = st.recursive(st.fixed_dictionaries({"id": st.integers(0, 9)}), trees_of)


@given(TREES)
def test_what_was_read_is_written_as_it_came(sent: dict[str, object]) -> None:
    tree = read(sent, Tree)
    assert tree.to_dict() == sent
    for again in (copy.copy(tree), copy.deepcopy(tree), pickle.loads(pickle.dumps(tree))):
        assert (again, again.to_dict(), again.fields_set) == (tree, sent, tree.fields_set)


@pytest.mark.parametrize(
    ("sent", "fields"),
    [({"id": 1}, ["id"]), ({"id": 1, "name": None}, ["id", "name"]), ({"id": 1, "x": 2}, ["id"])],
)
def test_absent_and_null_are_told_apart(sent: dict[str, JsonValue], fields: list[str]) -> None:
    leaf = read(sent, Leaf)
    assert (leaf.name, sorted(leaf.fields_set)) == (None, fields)


def test_a_value_of_which_nothing_was_sent_has_no_fields_set() -> None:
    class Empty(Model):
        a: int | None = None

    assert (sorted(read({}, Empty).fields_set), sorted(Empty().fields_set)) == ([], ["a"])


def test_a_value_made_by_hand_has_all_its_fields_and_no_other() -> None:
    leaf = Leaf(id=1)
    assert sorted(leaf.fields_set) == ["id", "name"]
    assert leaf.to_dict() == {"id": 1, "name": None}
    assert len(leaf.extra) == 0


def test_values_are_equal_by_their_fields() -> None:
    assert read({"id": 1, "name": "a"}, Leaf) == Leaf(id=1, name="a")
    assert read({"id": 1}, Leaf) != read({"id": 2}, Leaf)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"id": "1"}, "Expected `int`, got `str` - at `$.id`"),
        ({}, "Object missing required field `id`"),
        ({"id": 1, "leaves": [{"id": 1}, {"id": None}]}, r"Expected `int`, got `null` - at `$.leaves[1].id`"),
        ([], "Expected `object`, got `array`"),
    ],
)
def test_what_the_contract_has_otherwise_is_named(sent: JsonValue, says: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        read(sent, Tree)
    assert str(caught.value) == says


def test_a_token_is_never_shown() -> None:
    tree = read({"id": 1, "trees": [{"id": 2, "token": "glpat-secret"}], "token": "glpat-secret"}, Tree)
    shown = repr(tree) + str(tree) + repr(tree.__rich_repr__()) + f"{tree!r}"
    assert "secret" not in shown
    assert "token='<redacted>'" in shown
    assert "token=None" in repr(read({"id": 1}, Tree))
    assert tree.token == "glpat-secret"


def test_the_tokens_of_the_api_are_secrets() -> None:
    modules = [import_module(f"{models.__name__}.{module.name}") for module in pkgutil.iter_modules(models.__path__)]
    members: list[object] = [member for module in modules for member in vars(module).values()]
    kinds = [member for member in members if isinstance(member, type) and issubclass(member, Model)]
    secret = {"token", "runners_token", "value"}
    bearing = {kind.__name__ for kind in kinds if secret & set(kind.__struct_fields__)}
    hiding = {kind.__name__ for kind in kinds if kind.__secrets__}
    assert {"ProjectVariable", "PipelineVariable"} < bearing
    assert hiding == bearing


def shown(value: Model) -> str:
    """Return all that a value may be shown as."""
    return f"{value!r} {value} {value.__rich_repr__()}"


@pytest.mark.parametrize("masked", [True, False])
def test_the_value_of_a_variable_is_never_shown(masked: bool) -> None:
    sent: dict[str, JsonValue] = {
        "key": "KEY",
        "value": "hunter2hunter2",
        "variable_type": "file",
        "environment_scope": "*",
        "protected": False,
        "masked": masked,
        "raw": True,
    }
    variable = read(sent, models.ProjectVariable)
    assert ("hunter2" in shown(variable), "KEY" in shown(variable)) == (False, True)
    assert (variable.value, variable.to_dict()) == ("hunter2hunter2", sent)
    assert "value=None" in repr(read({**sent, "value": None}, models.ProjectVariable))
    assert "hunter2" not in shown(read(sent, models.PipelineVariable))


def test_a_value_that_the_contract_does_not_know_is_kept_by_its_enum() -> None:
    tree = read(WHOLE, Tree)
    assert (tree.colour, tree.level) == ("green", 15)
    assert isinstance(tree.colour, Colour)
    assert isinstance(tree.level, Level)
    assert (tree.colour.is_known, tree.level.is_known) == (False, False)
    assert (f"{tree.colour}", f"{tree.level}", str(tree.colour), str(tree.level)) == ("green", "15", "green", "15")
    assert tree.colour not in set(Colour)
    assert list(Colour) == [Colour.RED, Colour.BLUE]


def test_a_value_that_the_contract_knows_is_the_member() -> None:
    tree = read({"id": 1, "colour": "red", "level": 20}, Tree)
    assert tree.colour is Colour.RED
    assert tree.level is Level.HIGH
    assert (Colour.RED.is_known, Level.HIGH.is_known) == (True, True)


@pytest.mark.parametrize("sent", [{"colour": 1}, {"level": "10"}, {"level": True}, {"colour": []}])
def test_an_enum_is_open_to_values_of_its_own_type_alone(sent: dict[str, JsonValue]) -> None:
    with pytest.raises(msgspec.ValidationError):
        read({"id": 1, **sent}, Tree)


@pytest.mark.parametrize("value", [Colour.RED, Colour("green"), Level.LOW, Level(15)])
def test_an_enum_travels_between_processes(value: Colour | Level) -> None:
    again = pickle.loads(pickle.dumps(value))
    assert (again, type(again), again.is_known) == (value, type(value), value.is_known)


def test_a_server_that_sends_ever_other_keys_and_values_does_not_fill_the_memory() -> None:
    def flood(start: int) -> None:
        for number in range(start, start + 1500):
            read({"id": 1, f"key{number}": 1, "colour": f"colour{number}", "leaf": {"id": 1, f"k{number}": 1}}, Tree)

    flood(0)
    tracemalloc.start()
    flood(10_000)
    before = tracemalloc.get_traced_memory()[0]
    flood(20_000)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 100_000
    assert len(Colour) == 2
