"""What oasdiff thinks of changes of the contract; `nox -s breaking` installs it and runs these."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dataops_codegen import oasdiff
from dataops_codegen.changelog import Level
from dataops_codegen.comparing import changes_since
from dataops_codegen.publish import read_publication
from dataops_codegen.release import main
from dataops_codegen.releases import read_releases, record
from dataops_spec import document

from tests.spec.contracts import PATHS, ROOT, SCHEMAS, write_contract

pytestmark = pytest.mark.skipif(
    not oasdiff.executable().is_file(), reason="`nox -s breaking` has not installed oasdiff yet, or there is no Go"
)

TODAY = datetime.now(UTC).date()

Change = Callable[[Any], object]


def changed(change: Change) -> Any:
    contract = document()
    change(contract)
    return contract


def deprecated_until(day: date) -> Change:
    return lambda contract: contract["paths"]["/version"]["get"].update(
        {"deprecated": True, "x-sunset": day.isoformat()}
    )


def without_version(contract: Any) -> None:
    del contract["paths"]["/version"]


def without_property(contract: Any) -> None:
    del contract["components"]["schemas"]["Version"]["properties"]["version"]


def test_a_document_compared_with_itself_has_no_changes() -> None:
    assert oasdiff.compare(document(), document(), TODAY) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (without_version, ("api-path-removed-without-deprecation", Level.BREAKING, "GET", "/version", "get_version")),
        (
            without_property,
            ("response-required-property-removed", Level.BREAKING, "GET", "/version", "get_version"),
        ),
        (
            deprecated_until(date(2999, 1, 1)),
            ("endpoint-deprecated-with-sunset", Level.OTHER, "GET", "/version", "get_version"),
        ),
    ],
)
def test_a_change_of_an_operation_is_told_with_its_name(change: Change, expected: tuple[object, ...]) -> None:
    found = oasdiff.compare(document(), changed(change), TODAY)
    assert [(one.id, one.level, one.method, one.path, one.operation_id) for one in found] == [expected]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (30, ("api-path-removed-before-sunset", Level.BREAKING)),
        (0, ("api-path-removed-with-deprecation", Level.OTHER)),
        (-30, ("api-path-removed-with-deprecation", Level.OTHER)),
    ],
)
def test_what_is_deprecated_may_go_when_its_day_has_come(days: int, expected: tuple[str, Level]) -> None:
    announced = changed(deprecated_until(TODAY + timedelta(days)))
    found = oasdiff.compare(announced, changed(without_version), TODAY)
    assert [(change.id, change.level) for change in found] == [expected]


def test_a_day_that_has_come_is_no_change_of_what_is_still_there() -> None:
    announced = changed(deprecated_until(TODAY - timedelta(30)))
    assert oasdiff.compare(announced, announced, TODAY) == []


def test_what_clients_of_the_3_0_document_alone_meet_is_told_as_such(tmp_path: Path) -> None:
    present = read_publication(write_contract(tmp_path, openapi=ROOT.replace('"1"', "1.0.0")))
    record(tmp_path / "releases", present, None, TODAY)
    release = read_releases(tmp_path / "releases")[-1]
    assert changes_since(release, present, TODAY) == []
    without: Any = json.loads(json.dumps(present.lowered))
    del without["paths"]["/things"]
    found = changes_since(release, replace(present, lowered=without), TODAY)
    assert [(change.level, change.text, change.operation_id) for change in found] == [
        (Level.BREAKING, "in the 3.0 document api path removed without deprecation", "list_things")
    ]
    both: Any = json.loads(json.dumps(present.contract))
    del both["paths"]["/things"]
    found = changes_since(release, replace(present, contract=both, lowered=without), TODAY)
    assert [change.text for change in found] == ["api path removed without deprecation"]


def widen(spec: Path) -> None:
    (spec / "components/schemas/things.yaml").write_text(
        SCHEMAS + '    size: { type: integer, description: "How large." }\n', encoding="utf-8"
    )


def narrow(spec: Path) -> None:
    text = 'Colour: { type: integer, description: "A number." }\n'
    (spec / "components/schemas/common.yaml").write_text(text, encoding="utf-8")


def reword(spec: Path) -> None:
    (spec / "paths/things.yaml").write_text(PATHS.replace("Things.", "All things."), encoding="utf-8")


def leave(spec: Path) -> None:
    assert spec.is_dir()


@pytest.mark.parametrize(
    ("published", "change", "refused", "accepted"),
    [
        ("1.2.3", leave, "1.2.2", "1.2.3"),
        ("1.2.3", reword, "1.2.3", "1.2.4"),
        ("1.2.3", widen, "1.2.4", "1.3.0"),
        ("1.2.3", narrow, "1.3.0", "2.0.0"),
        ("0.2.3", reword, "0.2.3", "0.2.4"),
        ("0.2.3", widen, "0.2.3", "0.2.4"),
        ("0.2.3", narrow, "0.2.4", "0.3.0"),
    ],
)
def test_a_contract_passes_with_the_version_that_its_changes_ask_for(
    tmp_path: Path, published: str, change: Callable[[Path], None], refused: str, accepted: str
) -> None:
    spec = write_contract(tmp_path, openapi=ROOT.replace('"1"', published))
    assert main(["--spec", str(spec), "record"]) == 0
    change(spec)
    for version, status in ((refused, 1), (accepted, 0)):
        (spec / "openapi.yaml").write_text(ROOT.replace('"1"', version), encoding="utf-8")
        assert main(["--spec", str(spec), "breaking", "--write"]) == status
    assert main(["--spec", str(spec), "breaking"]) == 0


def test_a_changelog_that_does_not_tell_the_changes_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = write_contract(tmp_path, openapi=ROOT.replace('"1"', "1.0.0"))
    assert main(["--spec", str(spec), "record"]) == 0
    narrow(spec)
    (spec / "openapi.yaml").write_text(ROOT.replace('"1"', "2.0.0"), encoding="utf-8")
    capsys.readouterr()
    assert main(["--spec", str(spec), "breaking"]) == 1
    assert capsys.readouterr().err == "CHANGELOG.md does not tell the changes; run `nox -s breaking -- --write`.\n"
    assert main(["--spec", str(spec), "breaking", "--write"]) == 0
    assert "### Breaking\n\n- `GET /things` (`list_things`): " in (spec / "CHANGELOG.md").read_text("utf-8")


def test_the_next_release_keeps_what_changed(tmp_path: Path) -> None:
    spec = write_contract(tmp_path, openapi=ROOT.replace('"1"', "1.0.0"))
    assert main(["--spec", str(spec), "record", "--date", "2027-01-01"]) == 0
    narrow(spec)
    (spec / "openapi.yaml").write_text(ROOT.replace('"1"', "2.0.0"), encoding="utf-8")
    assert main(["--spec", str(spec), "record", "--date", "2027-02-01"]) == 0
    told = (spec / "CHANGELOG.md").read_text("utf-8")
    assert told.index("## 2.0.0 (2027-02-01)") < told.index("### Breaking") < told.index("## 1.0.0 (2027-01-01)")
    assert main(["--spec", str(spec), "breaking"]) == 0
    assert (spec / "CHANGELOG.md").read_text("utf-8") == told
