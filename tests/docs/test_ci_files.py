"""The CI files of docs/ci.md do what the guide says: their scripts run here, one after the other, against a mock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest
import yaml
from dataops_conformance.report.reading import read_result

from tests.docs.guides import DOCS, Said, Shell, files, shell

GUIDE = DOCS / "ci.md"
FILES = [(name, text) for name, text in files(GUIDE) if name.endswith(".yml")]
SERVE = "dataops-mock serve --port 0 --credentials-file mock.env --rate-limit 6000/60s"
# Few checks, of all shards; the fault that the guide's waiver is for breaks other rules too.
CONFIG = 'env-file = "mock.env"\nrate-limit = "6000/60s"\nonly = ["PAGE-04", "RES-13"]\n'


class Job(TypedDict, total=False):
    """A job of GitLab: what is looked at here."""

    script: list[str]
    parallel: int


class Step(TypedDict, total=False):
    """A step of a job of GitHub."""

    run: str


class Strategy(TypedDict):
    """How often a job of GitHub is run."""

    matrix: Mapping[str, list[int]]


class Workflow(TypedDict):
    """A job of GitHub."""

    strategy: NotRequired[Strategy]
    steps: list[Step]


def gitlab(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the script of each job, with the variables that are its own."""
    entries = cast("dict[str, Job | list[str]]", yaml.safe_load(text)).values()
    for job in entries:
        if isinstance(job, list) or "script" not in job:
            continue
        count = job.get("parallel", 1)
        for number in range(1, count + 1):
            yield "\n".join(job["script"]), {"CI_NODE_INDEX": str(number), "CI_NODE_TOTAL": str(count)}


def github(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the runs of each job, in a shell each, with the matrix put in."""
    for job in cast("dict[str, Workflow]", yaml.safe_load(text)["jobs"]).values():
        matrix = job["strategy"]["matrix"] if "strategy" in job else {"none": [1]}
        for name, values in matrix.items():
            for value in values:
                for step in job["steps"]:
                    if "run" in step:
                        yield step["run"].replace(f"${{{{ matrix.{name} }}}}", str(value)), {}


def scripts(name: str, text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the scripts of a file in their order, without what installs the suite."""
    found = gitlab(text) if name.startswith(".gitlab") else github(text)
    left = [(re.sub(r"^pip install .*$", "", script, flags=re.MULTILINE), own) for script, own in found]
    return [(script, own) for script, own in left if script.strip()]


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Shell]:
    (tmp_path / "conformance.toml").write_text(CONFIG)
    (tmp_path / "waivers.toml").write_text(dict(files(GUIDE))["waivers.toml"])
    summary = {"GITHUB_STEP_SUMMARY": str(tmp_path / "told.md"), "SEED": "1", "CI_PIPELINE_SOURCE": "push"}
    with shell(tmp_path, **summary) as opened:
        yield opened


def ids() -> list[str]:
    return [
        f"{'gitlab' if name.startswith('.gitlab') else 'github'}-{number}" for number, (name, _) in enumerate(FILES)
    ]


WHOLE = [pytest.param(*file, id=name) for file, name in zip(FILES, ids(), strict=True)]
SHARDED = [file for file in WHOLE if "--shard" in str(file.values[1])]


def run_all(runner: Shell, steps: Sequence[tuple[str, Mapping[str, str]]]) -> list[Said]:
    return [runner.run(script, **own) for script, own in steps]


def statuses(said: Sequence[Said]) -> list[int]:
    return [one.status for one in said]


def texts(said: Sequence[Said]) -> str:
    return "\n".join(one.text for one in said)


@pytest.mark.parametrize(("name", "text"), [file for file in WHOLE if file not in SHARDED])
def test_a_plain_run_accepts_what_is_waived_and_fails_for_what_is_not(name: str, text: str, runner: Shell) -> None:
    runner.run(f"{SERVE} --fault page-overlap@list_users &")
    steps = scripts(name, text)
    said = run_all(runner, steps)
    assert statuses(said) == [0] * len(steps), texts(said)
    assert waived(runner) == ["PAGE-04[list_users]"]
    (runner.folder / "waivers.toml").write_text("waiver = []\n")
    assert statuses(run_all(runner, steps)) == [1] + [0] * (len(steps) - 1)


@pytest.mark.parametrize(("name", "text"), SHARDED)
def test_shards_are_judged_together_and_the_next_run_tells_what_changed(name: str, text: str, runner: Shell) -> None:
    runner.run(f"{SERVE} --fault page-overlap@list_users &")
    steps = scripts(name, text)
    said = run_all(runner, steps)
    assert statuses(said) == [0] * len(steps), texts(said)
    assert waived(runner) == ["PAGE-04[list_users]"]
    (runner.folder / "waivers.toml").write_text("waiver = []\n")
    judging = [step for step in steps if "--shard" not in step[0]]
    again = run_all(runner, judging)
    assert statuses(again) == [1] + [0] * (len(judging) - 1)
    told = runner.folder / "told.md"
    assert re.search(r"new: 1|new.*1", texts(again) + (told.read_text(encoding="utf-8") if told.exists() else ""))


def waived(runner: Shell) -> list[str]:
    result = read_result(runner.folder / "reports" / "result.json")
    return [check.name for check in result.checks if check.status == "waived"]
