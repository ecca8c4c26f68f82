"""docs/languages.md, made from the programs and the recorded table."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from tests.languages.budget import summary
from tests.languages.definitions import HOME, Language, Step, command_of, filled
from tests.languages.table import Row, markdown_of

PAGE: Final = HOME.parents[1] / "docs" / "languages.md"
_FENCES: Final = {
    ".ts": "ts", ".go": "go", ".rs": "rust", ".java": "java", ".kt": "kotlin", ".py": "python", ".cs": "csharp",
    ".rb": "ruby", ".php": "php", ".swift": "swift",
}  # fmt: skip
_INTRODUCTION: Final = """\
# In other languages

Written by `python -m tests.languages --record`; edit the programs in `tests/languages/`.

The contract is published as OpenAPI 3.1 and 3.0.3, each as YAML and JSON, in `generated/dataops_spec/`. For each language
below the generator made a client from one of them. Where the table says so, the client was compiled, and the program that
stands here whole as a quick start ran against the mock, which was asked whether each line is true. It walks a list over
several pages, creates a project, triggers a pipeline, and meets a 401, a 429, a null, the state of a job that the contract
does not know (`x-extensible-enum`: more may come), and a visibility that is none of its `enum`. CI does all of it again.

"ran" says that the program came to its end; "steps" how many of the eight do what is asked for, and which do not. The seconds
are of a machine with two cores that has run it before: downloads and the compilers' caches are warm, and the first run takes
longer.
"""
_BEGINNING: Final = """\
## Before you begin

Install this project, and start the mock with a small quota and the two odd values; it writes what the programs read, and
serves until you stop it:

```sh
pip install '.[mock]'
dataops-mock serve --port 8000 --credentials-file mock.env --rate-limit 60/60s \\
  --fault job-status-misspelt --fault group-visibility-misspelt
```

In another terminal, in the same folder, take the folder of a language with the document beside it, for example Java's. The
commands of each language below are for there; for another language go back and take another folder:

```sh
set -a; . ./mock.env; set +a
export DATAOPS_VECTORS="$PWD/generated/vectors"
cp -r tests/languages/java quick-start-java
cp generated/dataops_spec/openapi-3.?.json quick-start-java/
cd quick-start-java
```

| The programs read | |
| --- | --- |
| `DATAOPS_URL` | the base URL, which ends in `/api/v4` |
| `DATAOPS_TOKEN` | a personal access token with the scope `api` |
| `DATAOPS_QUOTA_TOKEN` | one of another user, whose quota the program uses up |
| `DATAOPS_GROUP` | a group with some projects: an id, or a path |
| `DATAOPS_PROJECT`, `DATAOPS_TRIGGER_TOKEN` | a project with jobs that succeeded, and a trigger token of it |
| `DATAOPS_NAME` | a name for a new project, another at each run |
| `DATAOPS_VECTORS` | the folder of the [vectors](contract.md#vectors), for the programs that check a client with them |

openapi-generator is a jar, which Maven fetches into the folder:

```sh
mvn --batch-mode dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:{jar_version} -DoutputDirectory=.
```
"""


def page_of(languages: Sequence[Language], rows: Sequence[Row]) -> str:
    """Return the whole page; what a generator cannot is taken from its `language.toml`, which may be newer than its row."""
    cannot = {language.name: list(language.cannot) for language in languages}
    current = [replace(row, cannot=cannot.get(row.language, [])) for row in rows]
    jar = next((each.version for each in languages if each.wants_jar), "")
    beginning = filled(_BEGINNING, {"jar_version": jar})
    table = f"{summary(current)}\n\n{markdown_of(current)}"
    return "\n".join([_INTRODUCTION, table, beginning, *(_section(each) for each in languages)])


def _section(language: Language) -> str:
    parts = [f"## {language.title}: {language.generator}", _pinned(language), f"```sh\n{_commands(language)}\n```"]
    parts += [_known(language)] if language.warnings else []
    if language.program is not None:
        program = (language.folder / language.program).read_text().strip("\n")
        fence = _FENCES.get(PurePosixPath(language.program).suffix, "text")
        parts.append(f"`{language.program}`:\n\n```{fence}\n{program}\n```")
    return "\n\n".join(parts) + "\n"


def _known(language: Language) -> str:
    """Return the reasons for which warnings are accepted, each once."""
    reasons = dict.fromkeys(known.why for known in language.warnings)
    return "Known warnings:\n\n" + "\n".join(f"- {each}" for each in reasons)


def _needed(language: Language) -> str:
    commands = [
        f"`{each}` ({least} or later)" if (least := language.least.get(each)) else f"`{each}`"
        for each in language.needs
    ]
    return ", ".join([*commands, *language.beside]) or "nothing else"


def _pinned(language: Language) -> str:
    needs = _needed(language)
    return (
        f"{language.generator} {language.version} reads the {language.document} document. The commands need {needs}. The "
        f"pinned files of the whole project are in [tests/languages/{language.name}](../tests/languages/{language.name}/)."
    )


def _commands(language: Language) -> str:
    exports = [f'export {name}="{filled(value, {"work": "$PWD"})}"' for name, value in language.environment.items()]
    return "\n".join(exports + [_typed(step, language) for step in language.steps])


def _typed(step: Step, language: Language) -> str:
    """Return the command as it is typed; a run has a project's name of its own, so that there may be another run."""
    command = shlex.join(command_of(step, language))
    return f'DATAOPS_NAME="Quick start $(date +%s)" {command}' if step.name == "run" else command
