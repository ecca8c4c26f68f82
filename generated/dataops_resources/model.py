"""What the API answers, as typed values that lose nothing of it.

A value is a `msgspec.Struct`: it is made and checked in C. A field that the contract does not know is kept in `extra`;
one that the server left out is `None` and not in `fields_set`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self, TypeAlias, TypeVar, cast

import msgspec
import msgspec.inspect

JsonValue: TypeAlias = "None | bool | int | float | str | list[JsonValue] | dict[str, JsonValue]"

T = TypeVar("T")

_NOTHING: Mapping[str, JsonValue] = MappingProxyType({})
_MASK = "'<redacted>'"


class Model(msgspec.Struct, kw_only=True, dict=True):
    """The base of every value that the API answers."""

    __secrets__: ClassVar[frozenset[str]] = frozenset()

    @property
    def extra(self) -> Mapping[str, JsonValue]:
        """The fields that the server sent and the contract does not know, by their names."""
        return cast("Mapping[str, JsonValue]", self.__dict__.get("extra", _NOTHING))

    @property
    def fields_set(self) -> frozenset[str]:
        """The names of the fields that the server sent, null or not; all of them for a value made by hand."""
        kept = cast("frozenset[str] | None", self.__dict__.get("fields_set"))
        return frozenset(self.__struct_fields__) if kept is None else kept

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the value as the JSON object that the server sent, unknown fields included.

        A time is written anew: the same moment, but `12:00:00.500Z` may come back as `12:00:00.500000Z`.
        """
        sent = self.fields_set
        known = {
            wire: _to_json(getattr(self, name))
            for name, wire in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True)
            if name in sent
        }
        return {**known, **self.extra}

    def __copy__(self) -> Self:
        made = type(self)(**{name: getattr(self, name) for name in self.__struct_fields__})
        vars(made).update(vars(self))
        return made

    def __reduce__(self) -> tuple[object, ...]:
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        return _remade, (type(self), fields, dict(self.__dict__))

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        secrets = self.__secrets__
        return [(name, "<redacted>" if name in secrets and value is not None else value) for name, value in values]

    def __repr__(self) -> str:
        secrets = self.__secrets__
        fields = (
            f"{name}={_MASK if name in secrets and getattr(self, name) is not None else repr(getattr(self, name))}"
            for name in self.__struct_fields__
        )
        return f"{type(self).__name__}({', '.join(fields)})"


def _remade(model: type[Model], fields: dict[str, Any], kept: dict[str, Any]) -> Model:
    made = model(**fields)
    vars(made).update(kept)
    return made


def read(value: object, type_: type[T]) -> T:
    """Return `value`, what the JSON of an answer means, as a value of `type_`.

    Raises `msgspec.ValidationError`, which names the field, where the contract has it otherwise.
    """
    made = msgspec.convert(value, type_)
    held: object = made
    if isinstance(held, Model):
        _remember(value, held)
    elif isinstance(held, (list, dict)):
        _remember_inside(value, cast("list[object] | dict[str, object]", held))
    return made


class _Shape:
    """What the keys of an object say: which fields are there, which the contract does not know, which hold models."""

    __slots__ = ("fields_set", "nested", "unknown")

    def __init__(self, keys: tuple[str, ...], model: type[Model]) -> None:
        wire = dict(zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True))
        known = [key for key in keys if key in wire]
        self.unknown = tuple(key for key in keys if key not in wire)
        self.fields_set = frozenset(wire[key] for key in known) if len(known) < len(wire) else None
        holding = _fields_with_models(model)
        # For each field that holds models: its key, its name, whether it is one model, and the keys of one that is told
        # by the model alone, of which there is nothing to remember.
        self.nested = tuple(
            (key, wire[key], isinstance(held, type), _all_keys(held) if isinstance(held, type) else None)
            for key in known
            if (held := holding.get(wire[key])) is not None
        )


# Bounded: a server that sends ever other keys cannot fill the memory.
@lru_cache(maxsize=512)
def _shape(model: type[Model], keys: tuple[str, ...]) -> _Shape:
    return _Shape(keys, model)


def _remember(value: Any, made: Model) -> None:
    """Keep with `made` what a struct has no field for; `value` is the object that it was made of."""
    shape = _shape(type(made), tuple(value))
    if shape.fields_set is not None:
        vars(made)["fields_set"] = shape.fields_set
    if shape.unknown:
        vars(made)["extra"] = {key: value[key] for key in shape.unknown}
    for key, name, is_model, all_keys in shape.nested:
        inner = value[key]
        if not inner or (is_model and inner.keys() == all_keys):
            continue
        if is_model:
            _remember(inner, getattr(made, name))
        else:
            _remember_inside(inner, getattr(made, name))


def _remember_inside(value: Any, made: list[object] | dict[str, object]) -> None:
    pairs = zip(value, made, strict=True) if isinstance(made, list) else ((value[key], made[key]) for key in made)
    for inner, held in pairs:
        if isinstance(held, Model):
            _remember(inner, held)
        elif isinstance(held, (list, dict)):
            _remember_inside(inner, cast("list[object] | dict[str, object]", held))


def _all_keys(model: type[Model]) -> frozenset[str] | None:
    """Return the keys of an object that has every field of `model` and no other; `None` where some hold models again."""
    return None if _fields_with_models(model) else frozenset(model.__struct_encode_fields__)


# To describe a model costs a hundred times what it costs to read one.
@lru_cache(maxsize=512)
def _fields_with_models(model: type[Model]) -> dict[str, type[Model] | Literal["several"]]:
    """Return the names of the fields that hold a model, with its class, or lists or maps of models."""
    described = msgspec.inspect.type_info(model)
    assert isinstance(described, msgspec.inspect.StructType)
    return {field.name: held for field in described.fields if (held := _held(field.type)) is not None}


def _held(described: msgspec.inspect.Type) -> type[Model] | Literal["several"] | None:
    match described:
        case msgspec.inspect.StructType(cls=model) if issubclass(model, Model):
            return model
        case msgspec.inspect.ListType(item_type=inner) | msgspec.inspect.DictType(value_type=inner):
            return "several" if _held(inner) else None
        case msgspec.inspect.UnionType(types=alternatives):
            return next((held for held in map(_held, alternatives) if held), None)
        case _:
            return None


def _to_json(value: object) -> JsonValue:
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [_to_json(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {str(key): _to_json(item) for key, item in cast("dict[object, object]", value).items()}
    return cast("JsonValue", msgspec.to_builtins(value))
