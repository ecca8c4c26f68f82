"""What a program says of the vectors is held against the vectors that there are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.languages.controls import SPOILS, write_controls
from tests.languages.vectors import FOLDER, failed_in, features, passed_in

THERE = {"value": 3, "wait": 2}


def test_the_vectors_for_clients_are_counted_by_feature(tmp_path: Path) -> None:
    listed = [{"kind": "client", "feature": "value"}, {"kind": "request", "feature": "path"}]
    listed += [{"kind": "server", "feature": "answer"}, {"kind": "client", "feature": "value"}]
    (tmp_path / "a.json").write_text(json.dumps({"vectors": listed}))
    (tmp_path / "vector.schema.json").write_text("{}")
    assert features(tmp_path) == {"value": 2, "path": 1}


def test_the_vectors_that_there_are_have_every_feature_of_a_client() -> None:
    assert {"value", "next-page", "error", "wait", "path", "query", "credential", "body"} <= features().keys()


@pytest.mark.parametrize(
    ("line", "passed", "complaints"),
    [
        ('{"passed": 5, "failed": 0, "skipped": {}}', 5, []),
        ('{"passed": 3, "failed": 0, "skipped": {"wait": 2}}', 3, []),
        ('{"passed": 4, "failed": 1, "skipped": {}}', 4, ["1 vectors failed"]),
        ('{"passed": 4, "failed": 0, "skipped": {}}', 4, ["4 vectors passed; 5 were to be tried"]),
        (
            '{"passed": 4, "failed": 0, "skipped": {"wait": 1}}',
            4,
            ["1 vectors of the feature 'wait' are skipped; there are 2", "4 vectors passed; 3 were to be tried"],
        ),
        (
            '{"passed": 5, "failed": 0, "skipped": {"moon": 1}}',
            5,
            ["1 vectors of the feature 'moon' are skipped; there are 0"],
        ),
        ("done", 0, ["the vectors' program printed no line of JSON but 'done'"]),
        ("[]", 0, ["the vectors' program must tell `passed`, `failed` and `skipped`, not '[]'"]),
    ],
)
def test_each_vector_passed_or_is_skipped(line: str, passed: int, complaints: list[str]) -> None:
    assert passed_in(line, THERE) == (passed, complaints)


def test_every_feature_has_spoilt_vectors_of_each_way_and_a_removed_null_is_among_them(tmp_path: Path) -> None:
    counted = write_controls(FOLDER, tmp_path)
    assert counted == {name: len(ways) for name, ways in SPOILS.items()}
    assert counted.keys() == features().keys()
    written = json.loads((tmp_path / "controls.json").read_text())["vectors"]
    published = [each for path in FOLDER.glob("*.json") for each in json.loads(path.read_text()).get("vectors", ())]
    for vector in written:
        name, _, way = vector["id"].partition("-spoilt-by-")
        original = next(each for each in published if each["id"] == name)
        changed = {key for key in original if key != "id" and original[key] != vector[key]}
        assert changed == ({"response"} if way == "a-null-removed" else {"expect"})
    assert sum("a-null-removed" in vector["id"] for vector in written) == 2


@pytest.mark.parametrize(
    ("line", "complaints"),
    [
        ('{"passed": 0, "failed": 5, "skipped": {}}', []),
        ('{"passed": 0, "failed": 3, "skipped": {"wait": 2}}', []),
        ('{"passed": 1, "failed": 4, "skipped": {}}', ["4 of 5 spoilt vectors failed, 1 passed; all must fail"]),
        ('{"passed": 0, "failed": 4, "skipped": {}}', ["4 of 5 spoilt vectors failed, 0 passed; all must fail"]),
        ("done", ["the vectors' program printed no line of JSON of the spoilt vectors but 'done'"]),
        ("[]", ["the vectors' program told no counts of the spoilt vectors but '[]'"]),
    ],
)
def test_a_program_must_fail_every_spoilt_vector(line: str, complaints: list[str]) -> None:
    assert failed_in(line, THERE) == complaints
