from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import dataops_spec
import pytest
import yaml
from dataops_codegen import oasdiff, release
from dataops_codegen.changelog import Change, Level, render
from dataops_codegen.publish import Publication, read_publication
from dataops_codegen.release import main
from dataops_codegen.release_files import release_files, write_files
from dataops_codegen.releases import read_releases, record, sections
from dataops_codegen.text import to_json
from dataops_spec import JsonObject

from tests.spec.contracts import ROOT, write_contract

SPEC = Path(__file__).parents[2] / "spec"
CHANGES = [Change("endpoint-deprecated", Level.OTHER, "endpoint deprecated", "GET", "/things", "list_things")]


def small(folder: Path, version: str) -> Path:
    return write_contract(folder, openapi=ROOT.replace('"1"', version))


def files_of(spec: Path) -> dict[str, bytes]:
    publication = read_publication(spec)
    return release_files(publication.contract, publication.lowered, b"Changes\n")


def wrong_sums(folder: Path) -> list[str]:
    """Return the files whose content is not what SHA256SUMS says, as `sha256sum --check` would."""
    lines = [line.split("  ", 1) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    return [name for sum_, name in lines if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sum_]


NEWEST = read_releases(SPEC / "releases")[-1]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released")
    assert main(["files", "--output", str(folder), "--version", NEWEST.version]) == 0
    return folder


def test_a_release_has_each_document_under_a_stable_name_and_under_one_with_its_version(released: Path) -> None:
    stable = {f"openapi-{kind}.{suffix}" for kind in ("3.1", "3.0") for suffix in ("json", "yaml")}
    versioned = {f"{Path(name).stem}-{NEWEST.version}{Path(name).suffix}" for name in stable}
    assert {path.name for path in released.iterdir()} == stable | versioned | {"CHANGELOG.md", "SHA256SUMS"}
    for name in stable:
        twin = released / f"{Path(name).stem}-{NEWEST.version}{Path(name).suffix}"
        assert (released / name).read_bytes() == twin.read_bytes()


def test_the_documents_of_a_release_are_the_recorded_ones_byte_by_byte(released: Path) -> None:
    recorded = SPEC / "releases" / NEWEST.version
    for name in ("openapi-3.1.json", "openapi-3.0.json"):
        assert (released / name).read_bytes() == (recorded / name).read_bytes()
    for kind, document in (("3.1", NEWEST.document), ("3.0", NEWEST.lowered)):
        assert yaml.load((released / f"openapi-{kind}.yaml").read_bytes(), Loader=yaml.CSafeLoader) == document


def test_what_is_recorded_are_the_documents_of_the_package(tmp_path: Path) -> None:
    record(tmp_path, read_publication(SPEC), None, date(2027, 2, 28))
    release = read_releases(tmp_path)[0]
    assert (release.document, release.lowered) == (dataops_spec.document("3.1"), dataops_spec.document("3.0"))


def test_the_changelog_of_a_release_tells_of_that_version_and_of_the_ones_before(released: Path) -> None:
    told = (released / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "not yet published" not in told
    assert f"## {NEWEST.version} ({NEWEST.date})\n" in told


def test_the_checksums_name_every_file_and_hold(released: Path) -> None:
    lines = (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == sorted(
        path.name for path in released.iterdir() if path.name != "SHA256SUMS"
    )
    assert wrong_sums(released) == []


def test_a_changed_byte_is_told_by_the_checksums(tmp_path: Path) -> None:
    write_files(files_of(small(tmp_path / "spec", "1.0.0")), tmp_path / "out")
    assert wrong_sums(tmp_path / "out") == []
    (tmp_path / "out" / "openapi-3.1-1.0.0.yaml").write_bytes(b"openapi: 3.1.1\n")
    assert wrong_sums(tmp_path / "out") == ["openapi-3.1-1.0.0.yaml"]


def test_a_release_is_the_same_byte_by_byte_when_it_is_made_again(tmp_path: Path) -> None:
    spec = small(tmp_path / "spec", "1.0.0")
    first, second = (files_of(spec) for _ in range(2))
    assert first == second


def test_documents_of_an_older_version_are_not_left_beside_a_release(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    for version in ("1.0.0", "1.0.1"):
        write_files(files_of(small(tmp_path / version, version)), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if "1.0" in path.name) == [
        "openapi-3.0-1.0.1.json", "openapi-3.0-1.0.1.yaml", "openapi-3.1-1.0.1.json", "openapi-3.1-1.0.1.yaml",
    ]  # fmt: skip
    assert (tmp_path / "out" / "notes.txt").is_file()


def test_a_version_that_is_not_recorded_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec, out = small(tmp_path / "spec", "1.0.0"), str(tmp_path / "out")
    wanted = "is not recorded; run `nox -s release -- record`, commit spec/releases/{0}, and publish that"
    assert main(["--spec", str(spec), "files", "--output", out]) == 1
    assert capsys.readouterr().err == f"The contract's version 1.0.0 {wanted.format('1.0.0')}.\n"
    assert main(["--spec", str(spec), "record", "--date", "2027-02-28"]) == 0
    root = spec / "openapi.yaml"
    root.write_text(root.read_text("utf-8").replace("1.0.0", "1.0.1"), encoding="utf-8")
    capsys.readouterr()
    assert main(["--spec", str(spec), "files", "--output", out]) == 1
    assert capsys.readouterr().err == (
        f"The contract's version 1.0.1 {wanted.format('1.0.1')}, or publish 1.0.0 with `-- files --version 1.0.0`.\n"
    )
    assert not (tmp_path / "out").exists()
    assert main(["--spec", str(spec), "files", "--output", out, "--version", "1.0.0"]) == 0
    assert (tmp_path / "out" / "openapi-3.1-1.0.0.json").is_file()


def test_what_was_recorded_last_is_published_while_the_contract_is_ahead_of_it(tmp_path: Path) -> None:
    spec, out = small(tmp_path / "spec", "1.0.0"), tmp_path / "out"
    wanted = ["--spec", str(spec), "files", "--output", str(out), "--version", "recorded"]
    assert main(wanted) == 1
    assert main(["--spec", str(spec), "record", "--date", "2027-02-28"]) == 0
    root = spec / "openapi.yaml"
    root.write_text(root.read_text("utf-8").replace("1.0.0", "1.0.1").replace("Test", "Tested"), encoding="utf-8")
    assert main(wanted) == 0
    assert (out / "openapi-3.1-1.0.0.json").is_file()
    assert wrong_sums(out) == []


def test_a_3_0_document_that_changed_under_a_published_version_is_not_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = small(tmp_path, "1.0.0")
    assert main(["--spec", str(spec), "record", "--date", "2027-02-28"]) == 0
    publication = read_publication(spec)
    derived = replace(publication, lowered={**publication.lowered, "tags": [{"name": "things"}]})

    def read(folder: Path) -> Publication:
        assert folder == spec
        return derived

    monkeypatch.setattr(release, "read_publication", read)
    capsys.readouterr()
    for command in (["files", "--output", str(tmp_path / "out")], ["breaking", "--if-available"]):
        monkeypatch.setattr(oasdiff, "is_available", lambda: False)
        assert main(["--spec", str(spec), *command]) == 1
        assert capsys.readouterr().err == (
            "The contract has changes of its 3.0 document alone since 1.0.0 and says that it is 1.0.0; "
            "write `version: 1.0.1` or higher in spec/openapi.yaml.\n"
        )


def test_the_first_version_is_recorded_told_and_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = small(tmp_path / "spec", "1.0.0")
    assert main(["--spec", str(spec), "breaking", "--write"]) == 0
    assert capsys.readouterr().out == "The contract is version 1.0.0; none is published yet.\n"
    assert "## 1.0.0 (not yet published)\n\nThe first version: 1 operations." in (spec / "CHANGELOG.md").read_text(
        "utf-8"
    )
    assert main(["--spec", str(spec), "record", "--date", "2027-02-28"]) == 0
    assert "## 1.0.0 (2027-02-28)\n" in (spec / "CHANGELOG.md").read_text("utf-8")
    assert main(["--spec", str(spec), "files", "--output", str(tmp_path / "out")]) == 0
    assert read_releases(spec / "releases")[0].document == json.loads(
        (tmp_path / "out" / "openapi-3.1.json").read_bytes()
    )


def test_a_contract_that_changed_under_a_published_version_is_not_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = small(tmp_path, "1.0.0")
    assert main(["--spec", str(spec), "record", "--date", "2027-02-28"]) == 0
    root = spec / "openapi.yaml"
    root.write_text(root.read_text("utf-8").replace("title: Test", "title: Tested"), encoding="utf-8")
    capsys.readouterr()
    assert main(["--spec", str(spec), "files", "--output", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == (
        "The contract has changes since 1.0.0 and says that it is 1.0.0; "
        "write `version: 1.0.1` or higher in spec/openapi.yaml.\n"
    )


def test_what_is_recorded_is_read_again_in_the_order_of_the_versions(tmp_path: Path) -> None:
    for version, changes in (("0.10.0", CHANGES), ("0.9.0", None)):
        publication = read_publication(small(tmp_path / version, version))
        record(tmp_path / "releases", publication, changes, date(2027, 2, 28))
    releases = read_releases(tmp_path / "releases")
    assert [(release.version, release.date, release.changes) for release in releases] == [
        ("0.9.0", "2027-02-28", None),
        ("0.10.0", "2027-02-28", CHANGES),
    ]
    present = read_publication(small(tmp_path / "0.10.1", "0.10.1"))
    assert [section.version for section in sections(releases, present, [])] == ["0.10.0", "0.9.0"]
    changed: JsonObject = {**present.contract, "tags": [{"name": "things"}]}
    lowered: JsonObject = {**present.lowered, "tags": [{"name": "things"}]}
    for ahead in (replace(present, contract=changed), replace(present, lowered=lowered)):
        assert [section.version for section in sections(releases, ahead, [])] == ["0.10.1", "0.10.0", "0.9.0"]


def test_nothing_is_published_where_there_is_no_folder(tmp_path: Path) -> None:
    assert read_releases(tmp_path / "releases") == []


def test_a_version_is_published_once(tmp_path: Path) -> None:
    publication = read_publication(small(tmp_path / "spec", "1.0.0"))
    record(tmp_path / "releases", publication, None, date(2027, 2, 28))
    with pytest.raises(ValueError, match=r"^1\.0\.0 is published already; write a higher version"):
        record(tmp_path / "releases", publication, None, date(2027, 3, 1))


@pytest.mark.parametrize("name", ["openapi-3.1.json", "openapi-3.0.json"])
def test_a_published_document_that_was_edited_is_refused(tmp_path: Path, name: str) -> None:
    publication = read_publication(small(tmp_path / "spec", "1.0.0"))
    folder = record(tmp_path / "releases", publication, None, date(2027, 2, 28))
    (folder / name).write_bytes(to_json({**publication.contract, "tags": []}))
    with pytest.raises(ValueError, match=r"is not what was published under 1\.0\.0; a release does not change"):
        read_releases(tmp_path / "releases")


def test_where_go_is_missing_the_session_says_so_and_still_looks_at_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    spec = small(tmp_path, "1.0.0")
    assert main(["--spec", str(spec), "record"]) == 0
    capsys.readouterr()
    assert main(["--spec", str(spec), "breaking"]) == 2
    assert capsys.readouterr().err.endswith("is built with Go; Go is not on PATH, install it.\n")
    assert main(["--spec", str(spec), "breaking", "--if-available"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    root = spec / "openapi.yaml"
    root.write_text(root.read_text("utf-8").replace("title: Test", "title: Tested"), encoding="utf-8")
    assert main(["--spec", str(spec), "breaking", "--if-available"]) == 1


def test_the_changelog_of_the_project_tells_of_every_version_that_was_published() -> None:
    told = (SPEC / "CHANGELOG.md").read_text("utf-8")
    releases = read_releases(SPEC / "releases")
    assert releases
    assert told.endswith(render(sections(releases)).split("\n\n", 2)[2])
