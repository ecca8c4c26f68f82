"""Say an OpenAPI 3.1 document in the words of OpenAPI 3.0.3."""

from __future__ import annotations

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.pathtexts import with_texts_in_paths

VERSION = "3.0.3"
_KINDS = ("object", "array", "string", "integer", "number", "boolean")
# JSON Schema 2020-12 keywords that 3.0 cannot say; to drop one would silently widen the contract.
_UNSAYABLE = frozenset({
    "$anchor", "$defs", "$dynamicRef", "$id", "contains", "contentSchema", "dependentRequired", "dependentSchemas",
    "else", "if", "patternProperties", "prefixItems", "propertyNames", "then", "unevaluatedItems",
    "unevaluatedProperties",
})  # fmt: skip
_ALTERNATIVES = ("anyOf", "oneOf")
_NOT_IN_MULTIPART = ("style", "explode", "allowReserved")


def downlevel(document: JsonObject) -> JsonObject:
    """Return the OpenAPI 3.1 `document` as OpenAPI 3.0.3 that admits the same requests and responses.

    What stands in a path is a text, be it an id or a path.
    Lost without harm: the info's summary, the licence's identifier, webhooks, all but the first example of a schema.
    Raises `ValueError` for a schema keyword that 3.0 cannot say.
    """
    document = with_texts_in_paths(document)
    dropped = {"jsonSchemaDialect", "webhooks"}
    lowered: JsonObject = {key: _node(document, value) for key, value in document.items() if key not in dropped}
    lowered["openapi"] = VERSION
    _without(lowered.get("info"), "summary")
    info = lowered.get("info")
    _without(info.get("license") if isinstance(info, dict) else None, "identifier")
    _without(lowered.get("components"), "pathItems")
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if isinstance(schemas, dict) and isinstance(lowered["components"], dict):
        lowered["components"]["schemas"] = _schemas(document, schemas)
    return lowered


def _without(holder: JsonValue, key: str) -> None:
    if isinstance(holder, dict):
        holder.pop(key, None)


def _node(document: JsonObject, value: JsonValue) -> JsonValue:
    """Return `value`, which is anything but a schema, with the schemas in it lowered."""
    if isinstance(value, list):
        return [_node(document, item) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        return {"$ref": value["$ref"]}
    lowered: JsonObject = {}
    for key, item in value.items():
        if key == "schema":
            lowered[key] = _schema(document, item)
        elif key == "content" and isinstance(item, dict):
            lowered[key] = {name: _media(document, name, media) for name, media in item.items()}
        elif key in {"example", "value"}:
            lowered[key] = item
        else:
            lowered[key] = _node(document, item)
    return lowered


def _media(document: JsonObject, name: str, media: JsonValue) -> JsonValue:
    lowered = _node(document, media)
    if name != "multipart/form-data" or not isinstance(lowered, dict):
        return lowered
    encoding = lowered.pop("encoding", None)
    kept: JsonObject = {}
    for field, details in encoding.items() if isinstance(encoding, dict) else ():
        said = {key: item for key, item in _items(details) if key not in _NOT_IN_MULTIPART}
        if said:
            kept[field] = said
    if kept:
        lowered["encoding"] = kept
    return lowered


def _items(value: JsonValue) -> list[tuple[str, JsonValue]]:
    return list(value.items()) if isinstance(value, dict) else []


def _schemas(document: JsonObject, schemas: JsonValue) -> JsonObject:
    return {name: _schema(document, schema) for name, schema in _items(schemas)}


def _schema(document: JsonObject, schema: JsonValue) -> JsonObject:
    if schema is True or not isinstance(schema, dict):
        return {} if schema is True else {"not": {}}
    if unsayable := sorted(_UNSAYABLE & schema.keys()):
        msg = f"OpenAPI 3.0 cannot say the schema keyword {unsayable[0]!r}; write the rule in the description."
        raise ValueError(msg)
    lowered: JsonObject = {key: _keyword(document, key, value) for key, value in schema.items()}
    _lower_reference(lowered)
    _lower_examples(lowered)
    _lower_const(lowered)
    _lower_content(lowered)
    _lower_limits(lowered)
    _lower_null_alternatives(document, lowered)
    _lower_types(lowered)
    return lowered


def _keyword(document: JsonObject, key: str, value: JsonValue) -> JsonValue:
    if key in _ALTERNATIVES and isinstance(value, list):
        return [item if _is_null(item) else _schema(document, item) for item in value]
    if key == "allOf" and isinstance(value, list):
        return [_schema(document, item) for item in value]
    if key == "properties":
        return _schemas(document, value)
    if key in {"items", "not"} or (key == "additionalProperties" and not isinstance(value, bool)):
        return _schema(document, value)
    return value


def _is_null(schema: JsonValue) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


def _lower_reference(schema: JsonObject) -> None:
    """Wrap a reference that has other keywords beside it, which 3.0 would ignore."""
    if "$ref" in schema and len(schema) > 1:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]


def _lower_examples(schema: JsonObject) -> None:
    examples = schema.pop("examples", None)
    if isinstance(examples, list) and examples:
        schema.setdefault("example", examples[0])


def _lower_const(schema: JsonObject) -> None:
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]


def _lower_content(schema: JsonObject) -> None:
    media_type, encoding = schema.pop("contentMediaType", None), schema.pop("contentEncoding", None)
    if encoding == "base64":
        schema.setdefault("format", "byte")
    elif media_type == "application/octet-stream":
        schema.setdefault("format", "binary")


def _lower_limits(schema: JsonObject) -> None:
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        limit = schema.get(exclusive)
        if isinstance(limit, bool) or not isinstance(limit, int | float):
            continue
        other = schema.get(inclusive)
        stricter = max if inclusive == "minimum" else min
        if isinstance(other, int | float) and stricter(limit, other) != limit:
            del schema[exclusive]
        else:
            schema[inclusive], schema[exclusive] = limit, True


def _lower_null_alternatives(document: JsonObject, schema: JsonObject) -> None:
    """Turn the alternative `{type: null}` into one that 3.0 can say and that admits null alone.

    `nullable` beside `anyOf` or `allOf` would not do: by 3.0.3 it works only on the `type` that stands beside it.
    """
    for key in _ALTERNATIVES:
        alternatives = schema.get(key)
        if isinstance(alternatives, list):
            kind = next((found for item in alternatives if (found := _kind(document, item))), "object")
            schema[key] = [_only_null(kind) if _is_null(item) else item for item in alternatives]


def _only_null(kind: str) -> JsonObject:
    return {"type": kind, "nullable": True, "enum": [None]}


def _kind(document: JsonObject, schema: JsonValue) -> str | None:
    """Return the type of `schema` or of the component that it refers to, None where it names no single one."""
    while isinstance(schema, dict) and isinstance(reference := schema.get("$ref"), str):
        components = document["components"]
        schemas = components["schemas"] if isinstance(components, dict) else None
        schema = schemas[reference.rpartition("/")[2]] if isinstance(schemas, dict) else None
    kind = schema.get("type") if isinstance(schema, dict) else None
    return kind if isinstance(kind, str) and kind in _KINDS else None


def _lower_types(schema: JsonObject) -> None:
    kinds = schema.get("type")
    if kinds == "null":
        schema.update(_only_null("object"))
    if not isinstance(kinds, list):
        return
    del schema["type"]
    named = [kind for kind in kinds if kind != "null"]
    if len(named) == 1:
        schema["type"] = named[0]
        if "null" in kinds:
            schema["nullable"] = True
        return
    choice: list[JsonValue] = [{"type": kind} for kind in named]
    if "null" in kinds:
        choice.append(_only_null("object"))
    if "anyOf" in schema:
        schema["allOf"] = [{"anyOf": schema.pop("anyOf")}, {"anyOf": choice}]
    else:
        schema["anyOf"] = choice
