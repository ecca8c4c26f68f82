"""A language goes through its steps in a folder of its own; what goes wrong is said."""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.languages.definitions import KnownWarning, Language, read_language
from tests.languages.steps import Warned, run_command, warnings_in
from tests.languages.table import Row, json_of, markdown_of, merged, read_rows
from tests.languages.tools import held
from tests.languages.trials import try_language
from tests.patience import PATIENCE

MAKE = "import pathlib; pathlib.Path('generated').mkdir(); pathlib.Path('generated/a.l').write_text('1\\n2\\n')"
ALL_STEPS = [
    ("generate", ["python3", "-c", MAKE]),
    ("build", ["python3", "-m", "py_compile", "quick.py"]),
    ("run", ["python3", "quick.py"]),
]
# A program that does all that is wanted, in a language that is surely here.
PROGRAM = """
import json, os, urllib.error, urllib.request
E = os.environ
URL = E["DATAOPS_URL"]

def call(url, token, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", **({"private-token": token} if token else {})}
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
        return json.load(answer), answer.headers

def show(step, **fields):
    print(json.dumps({"step": step, **fields}))

token, ids, page, pages = E["DATAOPS_TOKEN"], [], "1", 0
while page:
    found, headers = call(f"{URL}/groups/{E['DATAOPS_GROUP']}/projects?per_page=2&page={page}", token)
    ids, page, pages = ids + [each["id"] for each in found], headers["x-next-page"], pages + 1
show("list", pages=pages, count=len(ids), ids=ids)
project, _ = call(f"{URL}/projects", token, {"name": E["DATAOPS_NAME"]})
show("create", id=project["id"], path=project["path_with_namespace"])
variables = {"_PIPELINE_FILE_NAME": "full-ci.yml", "A": "b"}
body = {"token": E["DATAOPS_TRIGGER_TOKEN"], "ref": "main", "variables": variables}
pipeline, _ = call(f"{URL}/projects/{E['DATAOPS_PROJECT']}/trigger/pipeline", None, body)
show("trigger", id=pipeline["id"], status=pipeline["status"], source=pipeline["source"])
try:
    call(f"{URL}/user", "wrong")
except urllib.error.HTTPError as error:
    show("unauthorized", status=error.code, message=json.load(error)["message"])
try:
    while True:
        call(f"{URL}/user", E["DATAOPS_QUOTA_TOKEN"])
except urllib.error.HTTPError as error:
    show("limited", status=error.code, retry_after=int(error.headers["retry-after"]))
show("null", field="description", value=project["description"])
jobs = f"{URL}/projects/{E['DATAOPS_PROJECT']}/jobs"
job = call(f"{jobs}?scope[]=success&per_page=1", token)[0][0]["id"]
show("unknown", value=call(f"{jobs}/{job}", token)[0]["status"])
show("closed", value=call(f"{URL}/groups?per_page=1", token)[0][0]["visibility"])
"""


def _language(
    tmp_path: Path, steps: Sequence[tuple[str, Sequence[str]]], more: str = "", program: str = ""
) -> Language:
    folder = tmp_path / "lingua"
    folder.mkdir()
    (folder / "quick.py").write_text(program)
    reach = {"run": "run", "build": "compile"}.get(steps[-1][0], "generate")
    lines = ['title = "Lingua"', 'generator = "g"', 'version = "1"', 'document = "3.1"', f'reach = "{reach}"']
    lines += ['program = "quick.py"', more or "needs = []"]
    for name, command in steps:
        lines += ["[[steps]]", f"name = {json.dumps(name)}", f"command = {json.dumps(list(command))}"]
    (folder / "language.toml").write_text("\n".join(lines))
    return read_language(folder)


def _tried(language: Language, tmp_path: Path, *, keep: bool = False) -> tuple[Row, list[str]]:
    said: list[str] = []
    return try_language(language, tmp_path, None, said.append, keep=keep), said


def test_a_program_that_does_all_goes_the_whole_way(tmp_path: Path) -> None:
    row, _ = _tried(_language(tmp_path, ALL_STEPS, program=PROGRAM), tmp_path)
    assert (row.complaints, row.done, row.lines, row.failed) == ([], ["generate", "build", "run"], 2, False)
    assert list(row.seconds) == ["generate", "build", "run"]


def test_a_program_that_says_what_is_not_so_fails(tmp_path: Path) -> None:
    lie = PROGRAM.replace('path=project["path_with_namespace"]', 'path="ada/other"')
    row, _ = _tried(_language(tmp_path, ALL_STEPS, program=lie), tmp_path)
    assert row.complaints == ["create: `path` is 'ada/other'; the mock says 'ada/made-by-lingua'"]
    assert (row.failed, row.done) == (True, ["generate", "build"])


def test_a_language_whose_tools_are_missing_is_not_here_and_no_failure(tmp_path: Path) -> None:
    row, said = _tried(_language(tmp_path, [("generate", ["x"])], 'needs = ["no-such-tool"]'), tmp_path)
    assert said == ["lingua: not here, no-such-tool missing"]
    assert (row.here, row.failed, row.complaints) == (False, False, ["not on PATH: no-such-tool"])


def test_the_steps_after_one_that_fails_are_not_taken(tmp_path: Path) -> None:
    fail = "import sys; print('it broke'); sys.exit(3)"
    steps = [("generate", ["python3", "-c", fail]), ("build", ["python3", "-c", "pass"])]
    row, _ = _tried(_language(tmp_path, steps), tmp_path)
    assert row.complaints == ["generate ended with status 3:\nit broke"]
    assert (row.done, list(row.seconds)) == ([], ["generate"])


def test_a_command_that_is_not_there_is_a_complaint(tmp_path: Path) -> None:
    row, _ = _tried(_language(tmp_path, [("generate", ["no-such-tool"])]), tmp_path)
    assert row.complaints == ["generate could not be started: [Errno 2] No such file or directory: 'no-such-tool'"]


def test_a_warning_that_is_not_known_fails_the_language(tmp_path: Path) -> None:
    steps = [("generate", ["python3", "-c", MAKE]), ("build", ["python3", "-c", "print('a.l:1: warning: odd')"])]
    row, _ = _tried(_language(tmp_path, steps), tmp_path)
    assert row.complaints == ["build warns: a.l:1: warning: odd"]


def test_a_generator_that_makes_nothing_fails(tmp_path: Path) -> None:
    row, _ = _tried(_language(tmp_path, [("generate", ["python3", "-c", "pass"])]), tmp_path)
    assert row.complaints == ["nothing was made where `made` looks: generated/**/*"]


def test_the_working_folder_is_removed_unless_kept(tmp_path: Path) -> None:
    language = _language(tmp_path, [("generate", ["python3", "-c", MAKE + "; print('{document}')"])])
    _, said = _tried(language, tmp_path, keep=True)
    kept = Path(said[-1].removeprefix("lingua: kept in "))
    assert (kept / "generated" / "a.l").read_text() == "1\n2\n"
    assert kept != language.folder
    assert not (language.folder / "generated").exists()


def test_a_step_sees_no_credentials_of_the_developer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAOPS_TOKEN", "mine")
    seen = "import os, sys; sys.exit('DATAOPS_TOKEN' in os.environ)"
    steps = [("generate", ["python3", "-c", MAKE]), ("build", ["python3", "-c", seen])]
    row, _ = _tried(_language(tmp_path, steps), tmp_path)
    assert row.done == ["generate", "build"]


def test_the_document_lies_in_the_working_folder_and_downloads_in_the_cache(tmp_path: Path) -> None:
    look = "import os, pathlib, sys; sys.exit(not pathlib.Path('{document}').is_file() or os.environ['HOARD'] != sys.argv[1])"
    more = 'needs = []\n[downloads]\nHOARD = "{cache}/hoard"'
    steps = [("generate", ["python3", "-c", MAKE]), ("build", ["python3", "-c", look, f"{tmp_path}/hoard"])]
    row, _ = _tried(_language(tmp_path, steps, more), tmp_path)
    assert (row.complaints, row.done) == ([], ["generate", "build"])


def test_a_run_waits_for_another_that_uses_the_same_downloads(tmp_path: Path) -> None:
    language = _language(tmp_path, [("generate", ["python3", "-c", MAKE])])
    said: list[str] = []
    waiting = threading.Event()

    def say(sentence: str) -> None:
        said.append(sentence)
        waiting.set()

    with ThreadPoolExecutor(1) as pool:
        with held(tmp_path, said.append):
            other = pool.submit(try_language, language, tmp_path, None, say, keep=False)
            assert waiting.wait(PATIENCE)
            assert said == [f"waiting for another run that uses {tmp_path}"]
            assert not other.done()
        assert other.result(PATIENCE).done == ["generate"]


def test_a_command_that_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    child = "import time; print('started', flush=True); time.sleep(3600)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    started = time.monotonic()
    ran = run_command([sys.executable, "-c", parent], tmp_path, {}, timeout=1)
    assert (ran.status, time.monotonic() - started < PATIENCE) == (None, True)


def test_warnings_are_sifted_by_whether_they_are_known() -> None:
    output = "ok\nWARN a\nwarning: b\nWarning: c\n0 warnings\nforewarned\n"
    known = [KnownWarning(re.compile("WARN a"), "It always does."), KnownWarning(re.compile("b$"), "b is fine.")]
    assert warnings_in(output, known) == Warned(("It always does.", "b is fine."), ("Warning: c",))


ROW = Row(
    "lingua", "Lingua", "g", "1", "3.1", "run", done=["generate", "build", "run"], lines=1200, seconds={"run": 1.5}
)


def test_the_table_tells_how_far_each_went() -> None:
    absent = Row("alia", "Alia", "h", "2", "3.0", "run", here=False)
    short = Row("tertia", "Tertia", "i", "3", "3.0", "compile", done=["generate"], warnings=["so"], cannot=["No null."])
    long = replace(ROW, fails=["closed"], otherwise=["list"])
    assert markdown_of([long, absent, short]).splitlines()[2:] == [
        "| Lingua | g 1 | 3.1 | yes | yes | yes | 6 of 8: not closed, list otherwise | - | none | 1,200 | run 1.5 |",
        "| Alia | h 2 | 3.0 | not here | not here | not here | - | - | none | 0 | - |",
        "| Tertia | i 3 | 3.0 | yes | NO | - | - | - | 1 known | 0 | - |",
        "",
        "What they cannot:",
        "",
        "- Tertia, i: No null.",
    ]


def test_rows_that_were_written_are_read_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    assert read_rows(path) == []
    path.write_text(json_of([ROW]))
    assert read_rows(path) == [ROW]


def test_new_rows_take_the_place_of_old_ones() -> None:
    old = [Row("alia", "Alia", "h", "2", "3.0", "run"), Row("lingua", "Lingua", "g", "0", "3.1", "run")]
    assert merged([*old, Row("gone", "", "", "", "", "")], [ROW], ["lingua", "alia"]) == [ROW, old[0]]
