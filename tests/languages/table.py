"""The table of the languages: a line for each, as data, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Final

from tests.languages.definitions import STEP_NAMES, Language
from tests.languages.verdicts import STEPS

RECORD: Final = Path(__file__).with_name("table.json")
_HEADINGS: Final = (
    *("language", "generator", "document", "generated", "compiled", "ran", "steps"),
    *("vectors", "warnings", "lines made", "seconds"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a language.

    `reach` is how far it is to go: `generate`, `compile` or `run`; `done` are the steps that went well; `warnings` the
    reasons for which its `language.toml` accepts warnings that came (others are complaints); `lines` how many lines the
    generator made; `seconds` how long each step took; `cannot` what the generator cannot express; `vectors` how many of
    the language-neutral vectors passed, 0 where it does not run them. `fails` are the program's steps that end in an error,
    `otherwise` those that it takes another way than is asked for; both as `language.toml` declares and the run confirmed.
    """

    language: str
    title: str
    generator: str
    version: str
    document: str
    reach: str
    here: bool = True
    done: list[str] = field(default_factory=list[str])
    warnings: list[str] = field(default_factory=list[str])
    lines: int = 0
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    cannot: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])
    vectors: int = 0
    fails: list[str] = field(default_factory=list[str])
    otherwise: list[str] = field(default_factory=list[str])

    @property
    def failed(self) -> bool:
        """Whether a language that is here did not go as far as it is to go."""
        return self.here and bool(self.complaints)

    @classmethod
    def of(
        cls,
        language: Language,
        *,
        here: bool = True,
        done: Sequence[str] = (),
        explained: Sequence[str] = (),
        complaints: Sequence[str] = (),
        lines: int = 0,
        seconds: Mapping[str, float] | None = None,
        vectors: int = 0,
    ) -> Row:
        """Return the row of the language with what came of it."""
        return cls(
            language.name,
            language.title,
            language.generator,
            language.version,
            language.document,
            language.reach,
            here,
            list(done),
            sorted(set(explained)),
            lines,
            dict(seconds or {}),
            list(language.cannot),
            list(complaints),
            vectors,
            list(language.fails),
            list(language.otherwise),
        )


def markdown_of(rows: Sequence[Row]) -> str:
    """Lay the rows out as a Markdown table, and under it what each generator cannot express."""
    lines = [_line(_HEADINGS), _line(["---"] * len(_HEADINGS)), *(_line(_cells(row)) for row in rows)]
    cannot = [f"- {row.title}, {row.generator}: {each}" for row in rows for each in row.cannot]
    return "\n".join(lines) + "\n" + ("\nWhat they cannot:\n\n" + "\n".join(cannot) + "\n" if cannot else "")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    seconds = ", ".join(f"{name} {row.seconds[name]:g}" for name in STEP_NAMES if name in row.seconds)
    return [
        row.title,
        f"{row.generator} {row.version}",
        row.document,
        _how_far(row, "generate", "generate"),
        _how_far(row, "build", "compile"),
        _how_far(row, "run", "run"),
        _steps(row),
        str(row.vectors) if row.vectors else "-",
        f"{len(row.warnings)} known" if row.warnings else "none",
        f"{row.lines:,}",
        seconds or "-",
    ]


def _how_far(row: Row, step: str, reach: str) -> str:
    if not row.here:
        return "not here"
    if step in row.done:
        return "yes"
    # A language without a build step is compiled, or read, where it runs.
    if step == "build" and "run" in row.done:
        return "nothing to"
    order = ("generate", "compile", "run")
    return "NO" if order.index(reach) <= order.index(row.reach) else "-"


def _steps(row: Row) -> str:
    """Return how many of the program's steps do what is asked for, and which do not."""
    if "run" not in row.done:
        return "-"
    lacking = [*(f"not {name}" for name in row.fails), *(f"{name} otherwise" for name in row.otherwise)]
    counted = f"{len(STEPS) - len(lacking)} of {len(STEPS)}"
    return f"{counted}: {', '.join(lacking)}" if lacking else counted


def json_of(rows: Sequence[Row]) -> str:
    """Return the rows as JSON, one object for each."""
    return json.dumps([asdict(row) for row in rows], indent=1) + "\n"


def read_rows(path: Path = RECORD) -> list[Row]:
    """Return the rows of a file that `json_of` made; none where there is no file."""
    if not path.is_file():
        return []
    names = {each.name for each in fields(Row)}
    return [Row(**{key: value for key, value in each.items() if key in names}) for each in json.loads(path.read_text())]


def differences(recorded: Sequence[Row], rows: Sequence[Row]) -> list[str]:
    """Return a sentence for each row that went well and of which the record tells something else.

    Lines and seconds may differ: a word in the contract changes the one, the machine the other.
    """
    before = {row.language: row for row in recorded}
    return [
        f"{row.language}: {name} is {now}, and table.json says {then}; run `python -m tests.languages {row.language} --record`."
        for row in rows
        if row.here and not row.failed
        for name, now, then in _compared(row, before.get(row.language))
        if now != then
    ]


def _compared(row: Row, recorded: Row | None) -> list[tuple[str, object, object]]:
    if recorded is None:
        return [("the row", "there", "nothing of it")]
    names = ("generator", "version", "document", "done", "vectors", "warnings", "fails", "otherwise")
    return [(name, getattr(row, name), getattr(recorded, name)) for name in names]


def merged(old: Sequence[Row], new: Sequence[Row], known: Sequence[str]) -> list[Row]:
    """Return the new rows and the old ones of other languages, in the order of `known`; other languages are dropped."""
    rows = {row.language: row for row in [*old, *new]}
    return [rows[name] for name in known if name in rows]
