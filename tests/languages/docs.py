"""docs/languages.md, made from the programs' marked parts and the recorded table."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from tests.languages.definitions import HOME, Language, filled
from tests.languages.table import Row, markdown_of

PAGE: Final = HOME.parents[1] / "docs" / "languages.md"
_MARKED: Final = re.compile(
    r"^[ \t]*(?://|#|--|/\*)[ \t]*\[quick start\][^\n]*\n(?P<shown>.*?)^[ \t]*(?://|#|--|/\*)[ \t]*\[end\]",
    re.DOTALL | re.MULTILINE,
)
_FENCES: Final = {
    ".ts": "ts", ".go": "go", ".rs": "rust", ".java": "java", ".kt": "kotlin", ".py": "python", ".cs": "csharp",
    ".rb": "ruby", ".php": "php", ".swift": "swift",
}  # fmt: skip
_INTRODUCTION: Final = """\
# In other languages

Written by `python -m tests.languages --record`; edit the programs in `tests/languages/`.

The contract is published as OpenAPI 3.1 and 3.0.3, each as YAML and JSON, in `generated/dataops_spec/`. For each language
below the generator made a client from one of them. Where the table says so, the client was compiled, and a program ran against
the mock, whose beginning stands here as a quick start: it walks a list over several pages, creates a project, triggers a
pipeline, and meets a 401, a 429, a null and a status of a job that the contract does not know. The programs take `DATAOPS_URL`,
`DATAOPS_TOKEN` and the like from the environment: `dataops-mock serve --credentials-file mock.env` writes them. `nox -s generators [-- LANGUAGE…]` does it again.
"""


def quick_start(program: str) -> str:
    """Return the parts of a program between `[quick start]` and `[end]`, a blank line between them, each without indent.

    Raises:
        ValueError: the program has no marked part.
    """
    parts = [textwrap.dedent(match["shown"]).strip("\n") for match in _MARKED.finditer(program)]
    if not parts:
        raise ValueError("no part of the program stands between the lines `[quick start]` and `[end]`")
    return "\n\n".join(parts) + "\n"


def page_of(languages: Sequence[Language], rows: Sequence[Row]) -> str:
    """Return the whole page; what a generator cannot is taken from its `language.toml`, which may be newer than its row."""
    cannot = {language.name: list(language.cannot) for language in languages}
    current = [replace(row, cannot=cannot.get(row.language, [])) for row in rows]
    return "\n".join([_INTRODUCTION, markdown_of(current), *(_section(language) for language in languages)])


def _section(language: Language) -> str:
    parts = [f"## {language.title}: {language.generator}", _pinned(language), f"```sh\n{_commands(language)}\n```"]
    parts += [f"A warning is known: {known.why}" for known in language.warnings]
    if language.program is not None:
        program = (language.folder / language.program).read_text()
        fence = _FENCES.get(PurePosixPath(language.program).suffix, "text")
        parts.append(f"`{language.program}`:\n\n```{fence}\n{quick_start(program)}```")
    return "\n\n".join(parts) + "\n"


def _pinned(language: Language) -> str:
    return (
        f"{language.generator} {language.version} reads the {language.document} document. The pinned files of the whole "
        f"project are in [tests/languages/{language.name}](../tests/languages/{language.name}/)."
    )


def _commands(language: Language) -> str:
    places = {
        "document": f"openapi-{language.document}.json",
        "work": ".",
        "cache": "cache",
        "version": language.version,
        "python": "python3",
        "jar": f"openapi-generator-cli-{language.version}.jar",
    }
    return "\n".join(shlex.join([filled(word, places) for word in step.command]) for step in language.steps)
