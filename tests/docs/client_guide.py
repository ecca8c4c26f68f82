"""The examples of docs/client.md and of the README: what stands in the guide, and the mock's world that each is run in."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
import trustme
from dataops_api.testing import MockServer

from tests.docs.guides import DOCS, ROOT

GUIDE = DOCS / "client.md"
README = ROOT / "README.md"
_PART: Final = re.compile(
    r"^## (?P<title>[^\n]+)$|^```python\n(?P<code>.*?)^```$(?:\n+^```text\n(?P<shown>.*?)^```$)?",
    re.DOTALL | re.MULTILINE,
)
_PIPELINE: Final = textwrap.dedent("""\
    Load:
      script: [echo loading]
      artifacts: {paths: [docs]}
    """)


@dataclass(frozen=True, slots=True)
class Example:
    """A python block: its name, its code, and what it prints, in which `…` stands for anything; `None` if not shown."""

    name: str
    code: str
    shown: str | None

    @property
    def expected(self) -> re.Pattern[str]:
        """What it prints, to the last character; a line of `…` alone stands for any lines."""
        if self.shown is None:
            return re.compile(".+", re.DOTALL)
        lines = [
            r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*?") + r"\n"
            for line in self.shown.splitlines()
        ]
        return re.compile("".join(lines))


@dataclass(slots=True)
class World:
    """A mock that has the things of the guide, and the names that its examples take from the environment."""

    mock: MockServer
    project: Mapping[str, object]
    variables: dict[str, str] = field(default_factory=dict[str, str])


def examples(*guides: Path) -> list[Example]:
    """Return the examples of the guides in their order, named by their section and their number in it."""
    found: list[Example] = []
    for guide in guides or (README, GUIDE):
        title, number = "", 0
        for part in _PART.finditer(guide.read_text(encoding="utf-8")):
            if part["title"]:
                title, number = re.sub(r"\W+", "_", part["title"].lower()), 0
            else:
                number += 1
                found.append(Example(f"{title}_{number}", part["code"], part["shown"]))
    return found


@contextmanager
def world() -> Generator[World]:
    """Yield a world in which the project `team/data` has a file, a trigger, and a pipeline that has ended."""
    with MockServer(projects=30) as mock, mock.client() as api:
        team = api.groups.get("team")
        project = api.projects.create(path="data", name="Data", namespace_id=team.id, initialize_with_readme=True)
        for path, content in (("docs/how to.md", "Read me.\n"), ("full-ci.yml", _PIPELINE)):
            api.repository_files.create(project.id, path, branch="main", commit_message=f"Add {path}", content=content)
        trigger = api.pipeline_triggers.create(project.id, description="nightly")
        api.pipelines.trigger(project.id, token=trigger.token, ref="main")
        mock.advance(60)
        kept = api.request("GET", f"/projects/{project.id}")
        yield World(
            mock,
            msgspec.json.decode(kept.content, type=dict[str, object]),
            {**mock.environment_variables(), "TRIGGER_TOKEN": trigger.token},
        )


def lay_out(folder: Path) -> None:
    """Write the files that the examples read."""
    (folder / "report.csv").write_text("day,rows\n1,7\n")
    trustme.CA().cert_pem.write_to_path(folder / "company-ca.pem")


def _unknown_field(world: World) -> None:
    _answer(world, "get_project", {**world.project, "ai_score": 7})


def _bad_item(world: World) -> None:
    _answer(world, "list_projects", [world.project, {**world.project, "name": None}, world.project], times=None)


def _far_429(world: World) -> None:
    world.mock.fail("get_project", 429, retry_after=3600)


def _one_503(world: World) -> None:
    world.mock.fail("get_project", 503)


def _unchanged(world: World) -> None:
    _answer(world, "get_project", world.project, headers={"etag": '"1"'})
    world.mock.answer("get_project", None, status=304)


def _answer(
    world: World, operation: str, body: object, *, times: int | None = 1, headers: Mapping[str, str] | None = None
) -> None:
    content = msgspec.json.encode(body)
    world.mock.answer(operation, content, media_type="application/json", headers=headers, times=times)


def _job(world: World) -> None:
    variables = world.variables
    url, token = variables["DATAOPS_URL"], variables["DATAOPS_JOB_TOKEN"]
    world.variables = {
        **{name: value for name, value in variables.items() if not name.startswith("DATAOPS_")},
        "CI_API_V4_URL": url,
        "CI_JOB_TOKEN": token,
    }


CIRCUMSTANCES: Final[Mapping[str, Callable[[World], None]]] = MappingProxyType({
    "values_1": _unknown_field,
    "lists_3": _bad_item,
    "the_quota_3": _far_429,
    "timeouts_deadlines_retries_1": _one_503,
    "caching_1": _unchanged,
    "in_a_pipeline_job_1": _job,
})  # fmt: skip
"""What shall happen to an example that tells of something that does not happen by itself."""
