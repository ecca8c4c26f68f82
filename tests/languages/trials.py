"""Try one language: its steps in a temporary folder, one after another, and what came of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import dataops_spec

from tests.languages.controls import write_controls
from tests.languages.definitions import Language, Step, command_of, document_name, filled, jar_name
from tests.languages.steps import Ran, run_command, warnings_in
from tests.languages.table import Row
from tests.languages.tools import ToolError, generator_jar, held, missing
from tests.languages.vectors import FOLDER, failed_in, features, passed_in
from tests.languages.verdicts import complaints_about, lines_of
from tests.languages.worlds import seen_in, started_world

DOCUMENTS: Final = Path(dataops_spec.__file__).parent
# What an installer says of itself is not about what was generated.
_HEEDED: Final = frozenset({"generate", "build"})
_SHOWN: Final = 40
Say = Callable[[str], None]


@dataclass(slots=True)
class _Progress:
    """What is known of a language so far."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])
    done: list[str] = field(default_factory=list[str])
    explained: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])
    vectors: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a language is tried: its working folder, its environment, its logs."""

    work: Path
    environment: Mapping[str, str]
    logs: Path | None


def try_language(language: Language, cache: Path, logs: Path | None, say: Say, *, keep: bool) -> Row:
    """Take the language as far as it reaches; return its line of the table, with complaints where it failed.

    `logs` is a folder for the output of each step; with `keep` the working folder stays, and `say` tells where it is.
    """
    lacking = missing(language.needs)
    if lacking:
        say(f"{language.name}: not here, {', '.join(lacking)} missing")
        return Row.of(language, here=False, complaints=[f"not on PATH: {', '.join(lacking)}"])
    progress = _Progress()
    for old in logs.glob(f"{language.name}-*.log") if logs else ():
        old.unlink()
    with held(cache, say), _work_folder(language, say, keep=keep) as work:
        try:
            place = _place(language, work, cache, logs)
        except ToolError as error:
            return Row.of(language, complaints=[str(error)])
        for step in language.steps:
            seconds = _take(step, language, place, progress)
            say(f"{language.name}: {step.name} {seconds:.1f} s")
            if progress.complaints:
                break
        made = lines_made(work, language.made)
    if not made and not progress.complaints:
        progress.complaints.append(f"nothing was made where `made` looks: {', '.join(language.made)}")
    for complaint in progress.complaints:
        say(f"{language.name}: {complaint}")
    return Row.of(
        language,
        done=progress.done,
        explained=progress.explained,
        complaints=progress.complaints,
        lines=made,
        seconds=progress.seconds,
        vectors=progress.vectors,
    )


def lines_made(work: Path, globs: tuple[str, ...]) -> int:
    """Count the lines of the files that the globs find; each file counts once, and what is no text counts for nothing."""
    files = {path for pattern in globs for path in work.glob(pattern) if path.is_file()}
    return sum(_lines(path) for path in files)


def _lines(path: Path) -> int:
    content = path.read_bytes()
    return 0 if b"\0" in content else len(content.splitlines())


@contextlib.contextmanager
def _work_folder(language: Language, say: Say, *, keep: bool) -> Generator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"{language.name}-")).resolve()
    work = folder / language.name
    # A developer's own installation is no part of the language.
    shutil.copytree(language.folder, work, ignore=shutil.ignore_patterns("node_modules", "target", "__pycache__"))
    try:
        yield work
    finally:
        if keep:
            say(f"{language.name}: kept in {work}")
        else:
            _remove(folder)


def _remove(folder: Path) -> None:
    # Go makes the folders of its modules read-only.
    for path, _, _ in os.walk(folder):
        Path(path).chmod(0o700)
    shutil.rmtree(folder)


def _place(language: Language, work: Path, cache: Path, logs: Path | None) -> Place:
    name = document_name(language)
    shutil.copy(DOCUMENTS / name, work / name)
    if language.wants_jar:
        (work / jar_name(language.version)).symlink_to(generator_jar(cache, language.version))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DATAOPS_")}
    # `python3` is the one that runs this.
    path = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)])}
    places = {"work": str(work), "cache": str(cache)}
    own = {name: filled(value, places) for name, value in {**language.downloads, **language.environment}.items()}
    return Place(work, {**inherited, **path, **own}, logs)


def _take(step: Step, language: Language, place: Place, progress: _Progress) -> float:
    try:
        ran = _ran(step, language, place, progress)
    except OSError as error:
        progress.complaints.append(f"{step.name} could not be started: {error}")
        return 0
    progress.seconds[step.name] = round(progress.seconds.get(step.name, 0) + ran.seconds, 1)
    if place.logs is not None:
        with (place.logs / f"{language.name}-{step.name}.log").open("a") as log:
            log.write(f"{ran.output}\n")
    if step.name in _HEEDED:
        warned = warnings_in(ran.output, language.warnings)
        progress.explained += warned.known
        progress.complaints += [f"{step.name} warns: {line}" for line in warned.others]
    if ran.status != 0:
        ended = f"took more than {step.timeout} s" if ran.status is None else f"ended with status {ran.status}"
        shown = "\n".join(ran.output.splitlines()[-_SHOWN:])
        progress.complaints.append(f"{step.name} {ended}:\n{shown}")
    if not progress.complaints and step.name not in progress.done:
        progress.done.append(step.name)
    return ran.seconds


def _ran(step: Step, language: Language, place: Place, progress: _Progress) -> Ran:
    if step.name == "run":
        return _run_program(step, language, place, progress)
    if step.name == "vectors":
        return _run_vectors(step, language, place, progress)
    return _run(step, language, place, {})


def _run(step: Step, language: Language, place: Place, more: Mapping[str, str]) -> Ran:
    return run_command(command_of(step, language), place.work, {**place.environment, **more}, step.timeout)


def _run_program(step: Step, language: Language, place: Place, progress: _Progress) -> Ran:
    with started_world(f"Made by {language.name}") as world:
        ran = _run(step, language, place, world.environment)
        if ran.status == 0:
            lines, complaints = lines_of(ran.stdout)
            progress.complaints += complaints or complaints_about(lines, seen_in(world), language.fails)
    return ran


def _run_vectors(step: Step, language: Language, place: Place, progress: _Progress) -> Ran:
    ran = _run(step, language, place, {"DATAOPS_VECTORS": str(FOLDER)})
    if ran.status == 0:
        progress.vectors, complaints = passed_in(ran.stdout, features())
        progress.complaints += complaints or _run_controls(step, language, place)
    return ran


def _run_controls(step: Step, language: Language, place: Place) -> list[str]:
    """Give the program the spoilt vectors; it must fail them, as what passes everything shows nothing."""
    folder = place.work / "spoilt-vectors"
    controls = write_controls(FOLDER, folder)
    ran = _run(step, language, place, {"DATAOPS_VECTORS": str(folder)})
    return failed_in(ran.stdout, controls)
