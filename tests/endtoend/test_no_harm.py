"""A run beside two hundred projects of others: it touches none of them, and leaves nothing, whatever the profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.endtoend.processes import QUOTA, clean_environment, rows_of
from tests.servers import RunningMock, conformance, running_mock

CROWD = ("--projects", "200")
CONFORMS, VIOLATES = 0, 1


def rows(mock: RunningMock) -> dict[str, str]:
    return {f"{table}/{key}": digest for table, held in rows_of(mock).items() for key, digest in held.items()}


@pytest.mark.parametrize("profile", ["smoke", "read-only", "standard", "full"])
def test_a_profile_touches_nothing_of_others_and_leaves_nothing(profile: str, tmp_path: Path) -> None:
    # What uses up a quota wants a small one, and with it the whole run takes minutes: here it has all it needs.
    credentials = "DATAOPS_QUOTA_TOKEN"
    with running_mock(*CROWD, *QUOTA) as mock:
        lines = [line for line in mock.env_file.read_text().splitlines() if not line.startswith(credentials)]
        own = tmp_path / "own.env"
        own.write_text("\n".join(lines))
        before = rows(mock)
        assert sum(row.startswith("projects/") for row in before) >= 200
        arguments = ["run", "--env-file", str(own), "--profile", profile, *QUOTA]
        done = conformance(*arguments, env=clean_environment(tmp_path))
        assert rows(mock) == before
    assert done.returncode == CONFORMS, done.stdout + done.stderr


def test_where_deletions_do_nothing_others_are_untouched_and_what_stays_is_told(tmp_path: Path) -> None:
    with running_mock(*CROWD, *QUOTA, "--fault", "deletion-does-nothing") as mock:
        before = rows(mock)
        done = conformance("run", "--env-file", str(mock.env_file), *QUOTA, env=clean_environment(tmp_path))
        after = rows(mock)
    changed = {row for row, digest in before.items() if after.get(row) != digest}
    # A namespace is told apart by what it holds, and those of the sandbox hold what was left.
    assert {row.partition("/")[0] for row in changed} <= {"namespaces"}
    assert set(after) > set(before)
    assert done.returncode == VIOLATES
    assert "left behind" in done.stdout.lower()
