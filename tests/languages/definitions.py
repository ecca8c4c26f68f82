"""What a language's folder says of itself: `language.toml`, read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from tests.languages.verdicts import STEPS

HOME: Final = Path(__file__).parent
DEFINITION: Final = "language.toml"
REACHES: Final = ("generate", "compile", "run")
STEP_NAMES: Final = ("install", "generate", "build", "run", "vectors")
DOCUMENTS: Final = ("3.0", "3.1")
# The commands are those that a user types, so they name no folder of the runner.
PLACEHOLDERS: Final = frozenset({"document", "jar", "version"})
_STEPS_OF: Final = {"generate": {"generate"}, "compile": {"generate", "build"}, "run": {"generate", "build", "run"}}
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
# What `tomllib` makes of a file, as far as a definition may have it.
Toml: TypeAlias = "str | int | bool | list[Toml] | dict[str, Toml]"
_KEYS: Final = frozenset(
    {
        "title", "generator", "version", "document", "reach", "program", "needs", "made", "steps", "environment",
        "downloads", "warnings", "cannot", "fails", "otherwise", "least", "beside",
    }
)  # fmt: skip


class DefinitionError(Exception):
    """A `language.toml` says something that the runner does not understand; the message names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a language: its name, one of `STEP_NAMES`, its words with their placeholders, its seconds at most."""

    name: str
    command: tuple[str, ...]
    timeout: int


@dataclass(frozen=True, slots=True)
class KnownWarning:
    """A line of output that may look like a warning, and why that is accepted."""

    pattern: re.Pattern[str]
    why: str


@dataclass(frozen=True, slots=True)
class Language:
    """A generator and what is done with it; `name` is the folder's.

    `made` are globs, below the working folder, of the files that the generator makes. `cannot` says in sentences what the
    generator cannot express; `fails` names the program's steps that therefore end in an error, `otherwise` those that come
    out right by another way than the one that is asked for. `least` has the lowest version of a command of `needs`, `beside`
    what is needed that is no command. `program` is None where nothing is run. `environment` is what a user needs too, `downloads` where the runner alone keeps what it downloads.
    """

    name: str
    folder: Path
    title: str
    generator: str
    version: str
    document: str
    reach: str
    program: str | None
    needs: tuple[str, ...]
    made: tuple[str, ...]
    steps: tuple[Step, ...]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    downloads: Mapping[str, str] = field(default_factory=dict[str, str])
    warnings: tuple[KnownWarning, ...] = ()
    cannot: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    least: Mapping[str, str] = field(default_factory=dict[str, str])
    beside: tuple[str, ...] = ()

    @property
    def wants_jar(self) -> bool:
        """Whether a step names the jar of openapi-generator."""
        return any("{jar}" in word for step in self.steps for word in step.command)


def all_languages(home: Path = HOME) -> list[Language]:
    """Return the languages of the folder by name."""
    return [read_language(path.parent) for path in sorted(home.glob(f"*/{DEFINITION}"))]


def read_language(folder: Path) -> Language:
    """Return what the folder's `language.toml` says; raise `DefinitionError` where it cannot be understood."""
    path = folder / DEFINITION
    try:
        reader = _Reader(path, tomllib.loads(path.read_text()))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{folder.name}/{DEFINITION}: it is no TOML: {error}") from error
    reader.refuse_unknown(_KEYS)
    needs, least = reader.words("needs"), reader.mapping("least")
    for command in least.keys() - set(needs):
        reader.refuse("least", command, f"its commands are those of `needs`: {', '.join(needs)}")
    language = Language(
        name=folder.name,
        folder=folder,
        title=reader.word("title"),
        generator=reader.word("generator"),
        version=reader.word("version"),
        document=reader.word("document", DOCUMENTS),
        reach=reader.word("reach", REACHES),
        program=_program(reader, folder),
        needs=needs,
        made=reader.words("made", ("generated/**/*",)),
        steps=tuple(_step(each) for each in reader.tables("steps")),
        environment=reader.mapping("environment"),
        downloads=reader.mapping("downloads"),
        warnings=tuple(_known(each) for each in reader.tables("warnings")),
        cannot=reader.words("cannot", ()),
        fails=_marked(reader, "fails"),
        otherwise=_marked(reader, "otherwise"),
        least=least,
        beside=reader.words("beside", ()),
    )
    _hold_to_reach(reader, language)
    return language


def filled(text: str, places: Mapping[str, str]) -> str:
    """Put the places' values where the text names them in braces; other braces stay."""
    return _PLACEHOLDER.sub(lambda match: places.get(match[1], match[0]), text)


def document_name(language: Language) -> str:
    """Return the name that the language's document has in its working folder."""
    return f"openapi-{language.document}.json"


def jar_name(version: str) -> str:
    """Return the name of openapi-generator's jar, in the cache and in a working folder."""
    return f"openapi-generator-cli-{version}.jar"


def command_of(step: Step, language: Language) -> list[str]:
    """Return the words of the step's command, as the runner runs them and as the page prints them."""
    version = language.version
    places = {"document": document_name(language), "jar": jar_name(version), "version": version}
    return [filled(word, places) for word in step.command]


def _hold_to_reach(reader: _Reader, language: Language) -> None:
    wanted = _STEPS_OF[language.reach]
    if {step.name for step in language.steps} & _STEPS_OF["run"] != wanted:
        names = ", ".join(name for name in STEP_NAMES if name in wanted)
        reader.refuse("reach", language.reach, f"its steps are {names}, beside install and vectors")


def _marked(reader: _Reader, key: str) -> tuple[str, ...]:
    """Return the program's steps of the key, which `cannot` must explain."""
    marked = reader.words(key, ())
    if marked and not reader.words("cannot", ()):
        reader.refuse(key, marked, f"say in `cannot` why: {', '.join(marked)}")
    for name in marked:
        if name not in STEPS:
            reader.refuse(key, name, f"the steps are {', '.join(STEPS)}")
    return marked


def _program(reader: _Reader, folder: Path) -> str | None:
    if "program" not in reader.table and reader.table.get("reach") == "generate":
        return None
    program = reader.word("program")
    if not (folder / program).is_file():
        reader.refuse("program", program, "name a file of the folder")
    return program


def _step(reader: _Reader) -> Step:
    reader.refuse_unknown(frozenset({"name", "command", "timeout"}))
    command = reader.words("command")
    if not command:
        reader.refuse("command", command, "name at least the program to run")
    for name in (match for word in command for match in _PLACEHOLDER.findall(word)):
        if name not in PLACEHOLDERS:
            reader.refuse("command", f"{{{name}}}", f"the placeholders are {', '.join(sorted(PLACEHOLDERS))}")
    return Step(reader.word("name", STEP_NAMES), command, reader.number("timeout", 900))


def _known(reader: _Reader) -> KnownWarning:
    reader.refuse_unknown(frozenset({"pattern", "why"}))
    pattern = reader.word("pattern")
    try:
        return KnownWarning(re.compile(pattern), reader.word("why"))
    except re.error as error:
        reader.refuse("pattern", pattern, f"give a regular expression: {error}")


@dataclass(frozen=True, slots=True)
class _Reader:
    """The keys of a table, each held to its type."""

    path: Path
    table: Mapping[str, Toml]

    def refuse(self, key: str, value: object, remedy: str) -> NoReturn:
        where = f"{self.path.parent.name}/{self.path.name}"
        raise DefinitionError(f"{where}: {key} is {value!r}; {remedy}")

    def refuse_unknown(self, known: frozenset[str]) -> None:
        for key in self.table.keys() - known:
            self.refuse(key, self.table[key], f"the keys here are {', '.join(sorted(known))}")

    def word(self, key: str, allowed: Sequence[str] = ()) -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value or (allowed and value not in allowed):
            self.refuse(key, value, f"give {' or '.join(allowed) or 'some text'}")
        return value

    def number(self, key: str, default: int) -> int:
        value = self.table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(key, value, "give a number of seconds")
        return value

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self.table.get(key, list(default) if default is not None else None)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.refuse(key, value, "give a list of texts")
        return tuple(str(each) for each in value)

    def mapping(self, key: str) -> dict[str, str]:
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, value, "give a table of texts")
        inner = _Reader(self.path, value)
        return {name: inner.word(name) for name in value}

    def tables(self, key: str) -> list[_Reader]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            self.refuse(key, value, "give a list of tables")
        found: list[_Reader] = []
        for each in value:
            if not isinstance(each, dict):
                self.refuse(key, each, "give a table")
            found.append(_Reader(self.path, each))
        return found
