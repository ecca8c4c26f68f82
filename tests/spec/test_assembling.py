from __future__ import annotations

from pathlib import Path

import pytest
from dataops_codegen.assemble import assemble
from dataops_codegen.source import SourceError

from tests.spec.contracts import PATHS, ROOT, SCHEMAS, write_contract


def test_files_become_one_document_that_keeps_component_names(tmp_path: Path) -> None:
    reference = "#/components/"
    assert assemble(write_contract(tmp_path)) == {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "paths": {
            "/things": {
                "get": {
                    "operationId": "list_things",
                    "responses": {
                        "200": {
                            "description": "Things.",
                            "headers": {"X-Id": {"$ref": reference + "headers/Id"}},
                            "content": {
                                "application/json": {
                                    "schema": {"$ref": reference + "schemas/ThingList"},
                                    "examples": {"things": {"$ref": reference + "examples/ThingList"}},
                                }
                            },
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "Colour": {"type": "string"},
                "Thing": {"type": "object", "properties": {"colour": {"$ref": reference + "schemas/Colour"}}},
                "ThingList": {"type": "array", "items": {"$ref": reference + "schemas/Thing"}},
            },
            "headers": {"Id": {"schema": {"type": "string"}}},
            "examples": {"ThingList": {"value": [{"$ref": "left/as/it/is"}]}},
        },
    }


def test_components_come_in_order_of_their_names(tmp_path: Path) -> None:
    components = assemble(write_contract(tmp_path))["components"]
    assert isinstance(components, dict)
    assert isinstance(components["schemas"], dict)
    assert list(components["schemas"]) == ["Colour", "Thing", "ThingList"]


def test_a_discriminator_names_components_of_the_document(tmp_path: Path) -> None:
    union = 'Colour: { discriminator: { propertyName: kind, mapping: { a: "things.yaml#/Thing" } } }\n'
    components = assemble(write_contract(tmp_path, components_schemas_common=union))["components"]
    assert isinstance(components, dict)
    assert isinstance(components["schemas"], dict)
    assert components["schemas"]["Colour"] == {
        "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/Thing"}}
    }


ERRORS = [
    pytest.param(
        {"components_schemas_things": SCHEMAS.replace('"#/Thing"', '"#/Thin"')},
        "components/schemas/things.yaml:3: The reference '#/Thin' leads nowhere: "
        "components/schemas/things.yaml has no 'Thin'.",
        id="a reference to a name that is misspelt",
    ),
    pytest.param(
        {"components_schemas_things": SCHEMAS.replace("common.yaml", "comon.yaml")},
        "components/schemas/things.yaml:7: The reference 'comon.yaml#/Colour' leads to "
        "components/schemas/comon.yaml, which does not exist.",
        id="a reference to a file that is not there",
    ),
    pytest.param(
        {"components_schemas_things": SCHEMAS.replace("yaml#/Colour", "yaml#/Colour/enum")},
        "components/schemas/things.yaml:7: The reference 'common.yaml#/Colour/enum' must be FILE#/NAME, "
        "with one name after `#/`.",
        id="a reference into a component",
    ),
    pytest.param(
        {"components_schemas_things": SCHEMAS.replace("common.yaml#/Colour", "../../paths/things.yaml#/things")},
        "components/schemas/things.yaml:7: The reference '../../paths/things.yaml#/things' names no component; "
        "refer to one under components/.",
        id="a reference to what is no component",
    ),
    pytest.param(
        {"components_schemas_common": "Colour: { type: string }\nThing: { type: string }\n"},
        "components/schemas/things.yaml:4: The component 'Thing' is defined in common.yaml already; rename one.",
        id="a component defined twice",
    ),
    pytest.param(
        {"paths_things": PATHS + "other: {}\n"},
        "paths/things.yaml:16: No path of openapi.yaml uses the path item 'other'; add one or remove it.",
        id="a path item without a path",
    ),
    pytest.param(
        {"openapi": ROOT + '  /others: { $ref: "paths/things.yaml#/things" }\n'},
        "openapi.yaml:5: /others has the path item of /things; write its own.",
        id="a path item with two paths",
    ),
    pytest.param(
        {"openapi": ROOT + "  /others: { get: {} }\n"},
        'openapi.yaml:5: /others must be `{ $ref: "paths/FAMILY.yaml#/NAME" }` and nothing else.',
        id="a path item in the root",
    ),
    pytest.param(
        {"openapi": ROOT.replace("paths:", "tags:")},
        "openapi.yaml:1: `paths` must be a mapping of path to path item.",
        id="no paths",
    ),
    pytest.param(
        {"openapi": ROOT + "components: { schemas: { Thing: { type: string } } }\n"},
        "openapi.yaml:5: The root may refer to the component 'Thing', and not define it.",
        id="a component in the root",
    ),
    pytest.param(
        {"openapi": ROOT + 'components: { schemas: { A: { $ref: "components/schemas/things.yaml#/Thing" } } }\n'},
        "openapi.yaml:5: The root's component 'A' must refer to the one of that name.",
        id="a component renamed in the root",
    ),
    pytest.param(
        {"components_schemas_common": "Colour:\n  type: string\n  enum: [red\n"},
        "components/schemas/common.yaml:4: This is no YAML: expected ',' or ']', but got '<stream end>'.",
        id="no YAML",
    ),
    pytest.param(
        {"components_schemas_common": "- Colour\n"},
        "components/schemas/common.yaml:1: The file must hold a mapping.",
        id="no mapping",
    ),
    pytest.param(
        {"components_schemas_common": "Colour:\n  type: string\n  type: integer\n"},
        "components/schemas/common.yaml:3: The key 'type' is there twice; remove one.",
        id="a key twice",
    ),
    pytest.param(
        {"components_schemas_common": "Colour:\n  example: 2026-01-01\n"},
        "components/schemas/common.yaml:2: YAML readers disagree on '2026-01-01'; "
        'write "2026-01-01" in quotes, or true, false, null.',
        id="a date without quotes",
    ),
    pytest.param(
        {"components_schemas_common": "Colour: { description: Red, or the like. }\n"},
        "components/schemas/common.yaml:1: A value is missing here; inside { } a text with a comma must be in quotes.",
        id="a comma without quotes",
    ),
    pytest.param(
        {"components_schemas_common": "Colour: { 200: Red }\n"},
        'components/schemas/common.yaml:1: A key must be a string; write "200" in quotes.',
        id="a key that is a number",
    ),
    pytest.param(
        {"components_schemas_common": "a: &a { x: b }\nColour: { <<: *a }\n"},
        "components/schemas/common.yaml:2: Merge keys (`<<`) are no part of YAML 1.2; write the fields out.",
        id="a merge key",
    ),
]


@pytest.mark.parametrize(("changes", "message"), ERRORS)
def test_an_error_names_the_file_and_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], message: str
) -> None:
    monkeypatch.chdir(write_contract(tmp_path, **changes))
    with pytest.raises(SourceError) as caught:
        assemble(tmp_path)
    assert str(caught.value) == message


def test_a_component_in_a_file_that_holds_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_contract(tmp_path))
    (tmp_path / "components" / "things.yaml").write_text("Thing: {}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"^components/things\.yaml:1: No component belongs into this file"):
        assemble(tmp_path)


def test_a_contract_without_a_root_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=r"^openapi\.yaml:1: The contract's root file does not exist\.$"):
        assemble(tmp_path)
