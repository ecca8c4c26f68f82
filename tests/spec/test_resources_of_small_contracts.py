"""What the generator of the resources makes of small contracts, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from dataops_codegen import resources
from dataops_codegen.resources import generate_resources, names
from dataops_codegen.resources.answers import Field, Struct
from dataops_codegen.resources.docstrings import of_method, quoted
from dataops_codegen.resources.methods import Method, Methods, grouped
from dataops_codegen.tools import ToolError
from dataops_spec import JsonObject, JsonValue, read_operations

TEMPLATES = Path(__file__).parents[2] / "spec" / "codegen" / "templates" / "dataops_resources"
THING: JsonObject = {"type": "object", "properties": {"id": {"type": "integer"}}}


def operation(name: str = "get_thing", **said: JsonValue) -> JsonObject:
    whole: JsonObject = {
        "operationId": name,
        "tags": ["things"],
        "summary": "Get a thing",
        "security": [{"PrivateToken": []}],
        "x-fern-sdk-method-name": "get",
        "responses": {"200": answer(THING)},
        **{key.replace("_", "-") if key.startswith("x_") else key: value for key, value in said.items()},
    }
    return {key: value for key, value in whole.items() if value is not None}


def answer(schema: JsonObject, media: str = "application/json") -> JsonObject:
    return {"description": "The thing.", "content": {media: {"schema": schema}}}


def body(schema: JsonObject) -> JsonObject:
    return {"content": {"application/json": {"schema": schema}}}


def contract(*said: JsonObject, **schemas: JsonValue) -> JsonObject:
    paths: JsonObject = {f"/things{index or ''}/{{id}}": {"post": entry} for index, entry in enumerate(said)}
    return {"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}}


def read(document: JsonObject) -> tuple[Methods, list[Method]]:
    source = Methods(document)
    return source, [source.method(entry) for entry in read_operations(document)]


def structs(schema: JsonObject, **schemas: JsonValue) -> list[Struct]:
    source, _ = read(contract(operation(responses={"200": answer(schema)}), **schemas))
    return [struct for family in source.answers.families() for struct in family.structs]


def refused(*said: JsonObject, **schemas: JsonValue) -> str:
    with pytest.raises(ValueError) as caught:
        grouped(read(contract(*said, **schemas))[1])
    return str(caught.value)


def parameter(name: str, place: str = "query", **schema: JsonValue) -> JsonObject:
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": "integer", **schema}}


def test_an_operation_without_a_name_is_refused() -> None:
    said = refused(operation(x_fern_sdk_method_name=None))
    assert said == "get_thing has no x-fern-sdk-method-name; say what its method is called in its group."


@pytest.mark.parametrize("name", ["getAll", "get-it", "class", "models"])
def test_a_name_that_no_method_can_have_is_refused(name: str) -> None:
    assert "is no name for a method" in refused(operation(x_fern_sdk_method_name=name))


def test_two_methods_of_one_name_in_one_group_are_refused() -> None:
    said = refused(operation(), operation("fetch_thing"))
    assert said == "fetch_thing and get_thing are both things.get; change the x-fern-sdk-method-name of one."


def test_two_methods_of_one_name_in_two_groups_are_none_of_the_others_business() -> None:
    _, methods = read(contract(operation(), operation("fetch_thing", x_fern_sdk_group_name="others")))
    assert {name: [item.name for item in found] for name, found in grouped(methods).items()} == {
        "things": ["get"],
        "others": ["get"],
    }


def test_a_method_called_like_the_stream_of_another_is_refused() -> None:
    text = operation("get_log", x_fern_sdk_method_name="get_log", responses={"200": answer({}, "text/plain")})
    assert "are both things.stream_log" in refused(text, operation("stream_it", x_fern_sdk_method_name="stream_log"))


@pytest.mark.parametrize(
    ("parameters", "fields", "message"),
    [
        ([parameter("id", "path"), parameter("id")], {}, "id would be for 'id' of the path and for 'id' of the query"),
        ([parameter("a[]")], {"a": {}}, "a would be for 'a[]' of the query and for 'a' of the body"),
        ([parameter("options")], {}, "options would be for what every method has and for 'options' of the query"),
    ],
)
def test_two_arguments_of_one_name_are_refused(parameters: list[JsonValue], fields: JsonObject, message: str) -> None:
    sent = body({"type": "object", "properties": fields}) if fields else None
    said = refused(operation(parameters=parameters, requestBody=sent))
    assert said == f"In get_thing the argument {message}; rename one."


def test_an_argument_called_like_those_of_a_walk_is_refused_of_lists_alone() -> None:
    listed: JsonObject = {"200": answer({"type": "array", "items": THING})}
    paged = operation(parameters=[parameter("limit")], responses=listed, x_pagination=["offset"])
    assert "limit would be for what every list has" in refused(paged)
    _, [method] = read(contract(operation(parameters=[parameter("limit")])))
    assert [argument.name for argument in method.arguments] == ["limit"]


def test_a_keyset_walk_without_its_orders_is_refused() -> None:
    listed: JsonObject = {"200": answer({"type": "array", "items": THING})}
    assert "get_thing must have x-keyset-orders" in refused(
        operation(responses=listed, x_pagination=["offset", "keyset"])
    )


@pytest.mark.parametrize(
    ("responses", "message"),
    [
        ({"200": answer(THING), "201": answer(THING)}, "must have one answer of success to return, not 200, 201."),
        ({"404": answer(THING)}, "must have one answer of success to return, not none."),
        ({"200": answer({"type": ["integer", "null"]})}, "answers int | None; a method returns an object or a list"),
    ],
)
def test_answers_that_no_method_can_return_are_refused(responses: JsonObject, message: str) -> None:
    assert message in refused(operation(responses=responses))


def test_a_body_without_fields_is_refused() -> None:
    assert "The body of get_thing has no fields" in refused(operation(requestBody=body({"type": "object"})))


def test_objects_that_nothing_tells_apart_are_refused() -> None:
    either: JsonObject = {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}
    whole: JsonObject = {"type": "object", "properties": {"held": either}}
    said = refused(operation(responses={"200": answer(whole)}), A=THING, B=THING)
    assert said == "GetThingAnswerHeld may be one object or another, which nothing tells apart; describe one object."


def test_names_of_values_that_do_not_match_the_values_are_refused() -> None:
    level: JsonObject = {"type": "integer", "enum": [1, 2], "x-enum-varnames": ["LOW"]}
    said = refused(operation(responses={"200": answer({**THING, "properties": {"level": level}})}))
    assert "has 2 values and 1 names of x-enum-varnames" in said


def test_two_values_of_one_name_are_refused() -> None:
    kind: JsonObject = {"type": "string", "enum": ["a-b", "a_b"]}
    said = refused(operation(responses={"200": answer({**THING, "properties": {"kind": kind}})}))
    assert said == "GetThingAnswerKind would have A_B twice; rename one of them in the contract."


def test_an_object_that_is_sent_and_holds_itself_is_refused() -> None:
    tree: JsonObject = {"type": "object", "properties": {"below": {"$ref": "#/components/schemas/Tree"}}}
    sent: JsonObject = {"type": "object", "properties": {"tree": {"$ref": "#/components/schemas/Tree"}}}
    assert "Tree, which is sent, holds itself" in refused(operation(requestBody=body(sent)), Tree=tree)


def test_a_reference_that_leads_nowhere_is_refused() -> None:
    said = refused(operation(responses={"200": answer({"$ref": "#/components/schemas/Lost"})}))
    assert said == "The reference '#/components/schemas/Lost' leads nowhere; define the schema 'Lost'."


@pytest.mark.parametrize("group", ["models", "Things", "class"])
def test_a_group_that_cannot_be_a_module_is_refused(group: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no name for its module"):
        generate_resources(contract(operation(x_fern_sdk_group_name=group)), TEMPLATES, tmp_path / "made")


def test_a_package_that_lacks_an_operation_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_methods(methods: list[Method]) -> dict[str, list[Method]]:
        return {method.group: [] for method in methods}

    def group(_document: JsonObject, name: str, methods: list[Method]) -> tuple[str, str, list[Method]]:
        return name, "", methods

    monkeypatch.setattr(resources, "grouped", without_methods)
    monkeypatch.setattr(resources, "_group", group)
    with pytest.raises(ToolError, match=r"^The operation get_thing has no method: Things has no get\.$"):
        generate_resources(contract(operation()), TEMPLATES, tmp_path / "made")


def test_parts_of_a_whole_are_merged_and_inline_objects_are_named_after_their_place() -> None:
    part: JsonObject = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    rest: JsonObject = {
        "type": "object",
        "required": ["owners"],
        "properties": {"owners": {"type": "array", "items": THING}, "when": {"type": "string", "format": "date"}},
    }
    whole: JsonObject = {"allOf": [{"$ref": "#/components/schemas/Part"}, rest]}
    reference: JsonObject = {"$ref": "#/components/schemas/Whole"}
    assert [(struct.name, struct.fields) for struct in structs(reference, Part=part, Whole=whole)] == [
        (
            "Whole",
            (
                Field("id", "id", "int", required=True, description=""),
                Field("owners", "owners", "list[WholeOwner]", required=True, description=""),
                Field("when", "when", "datetime.date | None", required=False, description=""),
            ),
        ),
        ("WholeOwner", (Field("id", "id", "int | None", required=False, description=""),)),
    ]


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ({"type": "string", "format": "date-time"}, "datetime.datetime"),
        ({"type": ["string", "null"]}, "str | None"),
        ({"type": ["number", "string", "null"]}, "float | str | None"),
        ({"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]}, "Thing | None"),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}]}, "int | str"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "dict[str, int]"),
        ({"type": "object"}, "dict[str, JsonValue]"),
        ({"description": "Anything."}, "JsonValue"),
        ({"type": "array", "items": {"type": "array", "items": {"type": "boolean"}}}, "list[list[bool]]"),
    ],
)
def test_fields_of_answers_have_the_types_of_the_contract(schema: JsonObject, annotation: str) -> None:
    whole: JsonObject = {"type": "object", "required": ["held"], "properties": {"held": schema}}
    [field] = next(struct.fields for struct in structs(whole, Thing=THING) if struct.name == "GetThingAnswer")
    assert field.annotation == annotation


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ({"type": "string", "format": "date"}, "datetime.date | str"),
        ({"type": ["string", "null"]}, "str | None"),
        ({"type": "array", "items": {"type": "string"}}, "Sequence[str]"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "Mapping[str, str]"),
        ({"type": "string", "enum": ["a"]}, "inputs.GetThingHeld"),
        ({"$ref": "#/components/schemas/Thing"}, "inputs.Thing"),
        ({}, "object"),
    ],
)
def test_fields_of_bodies_have_the_types_of_the_contract(schema: JsonObject, annotation: str) -> None:
    same: JsonObject = {"type": "object", "required": ["held"], "properties": {"held": schema}}
    _, [method] = read(contract(operation(requestBody=body(same)), Thing=THING))
    assert [(argument.annotation, argument.default) for argument in method.arguments] == [(annotation, "")]
    _, [method] = read(contract(operation(requestBody=body({**same, "required": []})), Thing=THING))
    assert [(argument.annotation, argument.default) for argument in method.arguments] == [
        (f"{annotation} | UnsetType", "UNSET")
    ]


def test_a_class_is_of_the_family_that_needs_it_first_and_later_ones_import_it() -> None:
    listed: JsonObject = {"200": answer({"$ref": "#/components/schemas/Box"})}
    box: JsonObject = {"type": "object", "properties": {"thing": {"$ref": "#/components/schemas/Thing"}}}
    first = operation(responses={"200": answer({"$ref": "#/components/schemas/Thing"})})
    source, _ = read(contract(first, operation("get_box", tags=["boxes"], responses=listed), Thing=THING, Box=box))
    found = [
        (family.name, [struct.name for struct in family.structs], family.imports)
        for family in source.answers.families()
    ]
    assert found == [("things", ["Thing"], {}), ("boxes", ["Box"], {"things": ["Thing"]})]


def test_a_field_that_may_be_anything_is_read_as_it_is(tmp_path: Path) -> None:
    whole: JsonObject = {
        "type": "object",
        "properties": {
            "message": {"description": "Anything."},
            "_links": {"type": "object"},
            "list": {"type": "array", "items": {}},
        },
    }
    generate_resources(contract(operation(responses={"200": answer(whole)})), TEMPLATES, tmp_path / "dataops_resources")
    script = """
from dataops_resources import models
from dataops_resources.model import read
sent = {"message": {"a": [1, None]}, "_links": {"self": "x"}, "list": [{}], "new": 1}
made = read(sent, models.GetThingAnswer)
assert made.message == {"a": [1, None]} and made.links == {"self": "x"} and made.list_ == [{}]
assert made.extra == {"new": 1} and made.to_dict() == sent
"""
    environment = {"PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def test_names_are_made_of_words() -> None:
    assert [names.snake(name) for name in ("scope[]", "filter[environment_scope]", "externalUrl", "from")] == [
        *("scope", "filter_environment_scope", "external_url", "from_"),
    ]
    assert [names.field(name) for name in ("_links", "extra", "datetime", "2fa", "default")] == [
        *("links", "extra_", "datetime_", "field_2fa", "default"),
    ]
    assert [names.camel(name) for name in ("repository_files", "CIStatus")] == ["RepositoryFiles", "CIStatus"]
    assert [names.member(name) for name in ("k8s_proxy", "10", "+", "a-b")] == ["K8S_PROXY", "VALUE_10", "VALUE", "A_B"]
    assert [names.singular(name) for name in ("Owners", "Entries", "Access")] == ["Owner", "Entry", "Access"]


def test_a_name_without_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^The name '\[\]' has no letter or digit"):
        names.snake("[]")


def test_a_docstring_is_one_line_where_it_fits_and_is_broken_where_it_does_not() -> None:
    assert quoted("A thing.", 4) == '"""A thing."""'
    assert quoted('Say "so"') == '"""Say "so" """'
    assert quoted('A \\ and """.') == '"""A \\\\ and \\"\\"\\".\n"""'.replace("\n", "")
    broken = quoted(f"{'word ' * 40}\n\nArgs:\n    a: {'word ' * 40}", 4).splitlines()
    assert max(map(len, broken)) <= 120
    assert broken[0].startswith('"""word word')
    assert next(line for line in broken if "a:" in line).startswith("        a: word")
    assert broken[-2].startswith("            word")
    assert broken[-1] == '    """'


def test_a_docstring_says_the_route_the_credentials_and_each_argument() -> None:
    said = operation(
        description="All of it.\nIn two lines.\n\nAnd more.",
        security=[{"PrivateToken": []}, {"JobToken": []}, {}],
        x_required_scopes=["api", "read_api"],
        parameters=[{**parameter("id", "path"), "description": "The id, URL-encoded (`a%2Fb`)."}],
        requestBody=body({"type": "object", "properties": {"day": {"type": ["string", "null"], "format": "date"}}}),
    )
    _, [method] = read(contract(said))
    assert of_method(method).splitlines() == [
        "Get a thing.",
        "",
        "All of it. In two lines.",
        "",
        "And more.",
        "",
        "`POST /things/{id}`, with an access token of the scope `api` or `read_api`, a job's token or none at all.",
        "",
        "Args:",
        "    id: The id (`a/b`).",
        "    day: A string is taken as it is, ISO 8601. `None` is sent, as null.",
        "    options: How this call is made, where it shall differ from the client's own settings.",
        "",
        "Returns:",
        "    The thing.",
    ]
