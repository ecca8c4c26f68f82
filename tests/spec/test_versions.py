from __future__ import annotations

from typing import Any

import pytest
from dataops_codegen.changelog import Change, Level, Section, read_changes, render, write_changes
from dataops_codegen.versions import Bump, Version, judge, least_version, parse_version, required_bump, version_of
from dataops_codegen.versions_extensions import extension_changes

BREAKING = Change("response-body-type-changed", Level.BREAKING, "the type changed", "GET", "/things", "list_things")
ADDED = Change("new-optional-request-parameter", Level.OTHER, "added `page`", "GET", "/things", "list_things")
DOUBTFUL = Change(
    "request-parameter-removed", Level.PERHAPS_BREAKING, "deleted `page`", "GET", "/things", "list_things"
)


def contract(version: str = "1.2.3", summary: str = "Things", more: Any = None) -> Any:
    operation: dict[str, Any] = {"operationId": "list_things", "summary": summary, **(more or {})}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": version},
        "paths": {"/things": {"get": operation}},
    }


@pytest.mark.parametrize("text", ["1", "1.2", "v1.2.3", "1.02.3", "1.2.3-rc.1", "", "1.2.3 "])
def test_a_version_that_is_not_three_numbers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not of the form MAJOR\.MINOR\.PATCH"):
        parse_version(text)


def test_versions_are_ordered_by_their_numbers_and_not_by_their_letters() -> None:
    assert sorted(map(parse_version, ["0.10.0", "1.0.0", "0.9.11", "0.9.2"])) == [
        Version(0, 9, 2), Version(0, 9, 11), Version(0, 10, 0), Version(1, 0, 0),
    ]  # fmt: skip
    assert str(Version(0, 10, 2)) == "0.10.2"


def test_a_document_without_a_version_is_refused() -> None:
    with pytest.raises(ValueError, match="The version '' is not"):
        version_of({"info": {"title": "Test"}})


@pytest.mark.parametrize(
    ("changes", "present", "expected"),
    [
        ([], contract(), Bump.NONE),
        ([], contract("9.0.0"), Bump.NONE),
        ([], contract(summary="All things"), Bump.PATCH),
        ([ADDED], contract(more={"deprecated": True}), Bump.MINOR),
        ([DOUBTFUL], contract(more={"deprecated": True}), Bump.MAJOR),
        ([ADDED, BREAKING], contract(more={"deprecated": True}), Bump.MAJOR),
    ],
)
def test_what_changed_says_which_number_must_grow(changes: list[Change], present: Any, expected: Bump) -> None:
    assert required_bump(contract(), present, changes) is expected


@pytest.mark.parametrize(
    ("published", "bump", "expected"),
    [
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("0.2.3", Bump.PATCH, "0.2.4"),
        ("0.2.3", Bump.MINOR, "0.2.4"),
        ("0.2.3", Bump.MAJOR, "0.3.0"),
    ],
)
def test_below_one_each_number_has_the_part_of_the_one_before_it(published: str, bump: Bump, expected: str) -> None:
    assert str(least_version(parse_version(published), bump)) == expected


@pytest.mark.parametrize(
    ("version", "changes", "summary", "findings"),
    [
        ("1.2.3", [], "Things", []),
        ("1.3.0", [], "Things", []),
        ("1.2.3", [], "All things", ["The contract has changes since 1.2.3 and says that it is 1.2.3; write `version: 1.2.4` or higher in spec/openapi.yaml."]),
        ("1.2.4", [], "All things", []),
        ("1.2.4", [ADDED], "All things", ["The contract has changes of what is sent or answered since 1.2.3 and says that it is 1.2.4; write `version: 1.3.0` or higher in spec/openapi.yaml."]),
        ("1.3.0", [ADDED], "All things", []),
        ("1.3.0", [ADDED, DOUBTFUL], "All things", ["The contract has 1 breaking change since 1.2.3 and says that it is 1.3.0; write `version: 2.0.0` or higher in spec/openapi.yaml."]),
        ("1.3.0", [BREAKING, ADDED], "All things", ["The contract has 1 breaking change since 1.2.3 and says that it is 1.3.0; write `version: 2.0.0` or higher in spec/openapi.yaml."]),
        ("1.2.3", [BREAKING, BREAKING], "All things", ["The contract has 2 breaking changes since 1.2.3 and says that it is 1.2.3; write `version: 2.0.0` or higher in spec/openapi.yaml."]),
        ("2.0.0", [BREAKING], "All things", []),
        ("1.2.2", [], "Things", ["The contract's version 1.2.2 is lower than 1.2.3, which is published; write 1.2.3 or higher."]),
        ("0.9.0", [BREAKING], "All things", ["The contract's version 0.9.0 is lower than 1.2.3, which is published; write 2.0.0 or higher."]),
    ],
)  # fmt: skip
def test_a_version_that_says_less_than_has_changed_is_found(
    version: str, changes: list[Change], summary: str, findings: list[str]
) -> None:
    assert [*judge(contract(), contract(version, summary), changes)] == findings


def oasdiff_entry(**changes: object) -> Any:
    return {
        "id": "endpoint-deprecated", "text": "endpoint\ndeprecated ", "level": 1, "operation": "GET", "path": "/things",
        "operationId": "list_things", "section": "paths", "fingerprint": "e480fe0178f8", **changes,
    }  # fmt: skip


def test_the_comparison_is_read_in_an_order_of_its_own() -> None:
    entries: list[Any] = [
        oasdiff_entry(),
        oasdiff_entry(operation="DELETE"),
        oasdiff_entry(level=3, text="b"),
        oasdiff_entry(level=3, text="a"),
        {"id": "api-tag-removed", "text": "tag", "level": 2, "section": "tags"},
    ]
    expected = [
        Change("api-tag-removed", Level.PERHAPS_BREAKING, "tag"),
        Change("endpoint-deprecated", Level.BREAKING, "a", "GET", "/things", "list_things"),
        Change("endpoint-deprecated", Level.BREAKING, "b", "GET", "/things", "list_things"),
        Change("endpoint-deprecated", Level.OTHER, "endpoint deprecated", "GET", "/things", "list_things"),
        Change("endpoint-deprecated", Level.OTHER, "endpoint deprecated", "DELETE", "/things", "list_things"),
    ]
    assert read_changes(entries) == read_changes(entries[::-1]) == expected
    assert read_changes(write_changes(expected)) == expected


@pytest.mark.parametrize("entries", [{}, None, "[]", [None], [oasdiff_entry(level=4)], [oasdiff_entry(text=None)]])
def test_what_is_no_comparison_is_refused(entries: Any) -> None:
    with pytest.raises(ValueError, match="oasdiff's changelog has an entry that is no change"):
        read_changes(entries)


def test_the_changelog_tells_what_breaks_first() -> None:
    changes = [
        Change("api-tag-removed", Level.OTHER, "removed the tag `old`"),
        BREAKING,
        DOUBTFUL,
        Change("a", Level.OTHER, "added `size` (media type: application/json)", "POST", "/things"),
        Change("a", Level.OTHER, "added `size` (media type: multipart/form-data)", "POST", "/things"),
    ]
    sections = [
        Section("2.0.0", None, 3, changes),
        Section("1.0.1", "2027-03-01", 2, []),
        Section("1.0.0", "2027-02-28", 2, None),
    ]
    assert render(sections).split("\n\n", 2)[2] == (
        "## 2.0.0 (not yet published)\n\n5 changes in 2 operations, 2 of them breaking.\n\n"
        "### Breaking\n\n- `GET /things` (`list_things`): the type changed\n\n"
        "### Perhaps breaking\n\n- `GET /things` (`list_things`): deleted `page`\n\n"
        "### Other changes\n\n- the document: removed the tag `old`\n"
        "- `POST /things`: added `size` (application/json, multipart/form-data)\n\n"
        "## 1.0.1 (2027-03-01)\n\n"
        "Nothing that is sent or answered changed: descriptions, examples or extensions alone.\n\n"
        "## 1.0.0 (2027-02-28)\n\nThe first version: 2 operations.\n"
    )


def test_the_same_change_at_several_places_has_one_line() -> None:
    narrowed = "the `{}` response's property `format` was narrowed from `none` to `int64` for status `{}`"
    shared = f"{narrowed} (shared schema: `Owner`, also at `items/maker/id`)"
    widened = "response property `{}` list-of-types was widened to media type `application/json` of response `200`"
    asked = "for the `query` request parameter `{}`, the `format` was changed from `none` to `int64`"
    texts = [
        ("list_things", narrowed.format("items/id", 200)),
        ("list_things", shared.format("items/owner/id", 200)),
        ("make_thing", narrowed.format("id", 201)),
        ("list_things", narrowed.format("id", 200).replace("none", "int32")),
        ("list_things", widened.format("items/size")),
        ("make_thing", widened.format("size")),
        ("list_things", asked.format("owner_id")),
        ("list_things", asked.format("skip[]")),
    ]
    changes = [Change("x", Level.OTHER, text, "GET", f"/{name}", name) for name, text in texts]
    lines = [line for line in render([Section("1.1.0", None, 2, changes)]).splitlines() if line.startswith("- ")]
    int64 = "`format` was {} from `none` to `int64`, at"
    assert lines == [
        f"- the `…` response's property {int64.format('narrowed')} 3 places (`id`) of `list_things`, `make_thing`",
        f"- `GET /list_things` (`list_things`): {texts[3][1]}",
        "- response property `…` list-of-types was widened, at 2 places (`size`) of `list_things`, `make_thing`",
        f"- for the `query` request parameter `…`, the {int64.format('changed')} 2 places (`owner_id`, `skip[]`) of `list_things`",
    ]


@pytest.mark.parametrize(
    ("extension", "old", "new", "expected"),
    [
        ("x-required-scopes", ["api", "read_api"], ["api"], (Level.BREAKING, "the scope `read_api` is not offered any more")),
        ("x-required-scopes", ["api"], ["api", "read_api"], (Level.OTHER, "the scope `read_api` is offered as well")),
        ("x-required-scopes", [], ["api"], (Level.BREAKING, "a scope is required, any of `api`, where none was")),
        ("x-required-scopes", ["api"], [], (Level.OTHER, "no scope is required any more")),
        ("x-pagination", ["offset", "keyset"], ["offset"], (Level.BREAKING, "the kind of pagination `keyset` is not offered any more")),
        ("x-keyset-orders", ["id"], ["id", "name"], (Level.OTHER, "the order of the keyset walk `name` is offered as well")),
    ],
)  # fmt: skip
def test_what_an_operation_offers_in_an_extension_is_compared(
    extension: str, old: list[str], new: list[str], expected: tuple[Level, str]
) -> None:
    found = [*extension_changes(contract(more={extension: old}), contract(more={extension: new}))]
    assert [(change.level, change.text) for change in found] == [expected]
    assert [(change.method, change.path, change.operation_id) for change in found] == [
        ("GET", "/things", "list_things")
    ]


def test_extensions_of_an_operation_that_is_new_or_gone_are_no_change() -> None:
    other: Any = {"paths": {"/others": {"get": {"x-required-scopes": ["api"]}}}}
    assert [*extension_changes(contract(more={"x-required-scopes": ["api"]}), other)] == []
    assert [*extension_changes(contract(), contract())] == []
