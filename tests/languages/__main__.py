"""The contract in other languages: generated, compiled, run against the mock.

`python -m tests.languages` takes each language (or those that are named) through the steps of its `language.toml`, in a
temporary folder, and holds what its program prints against what the mock itself says. Exit status 1 when a language that
is here fails, 2 for wrong use. Downloads go to DATAOPS_LANGUAGES_CACHE, by default a folder in the temporary one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.languages.budget import overdue, summary
from tests.languages.definitions import DefinitionError, Language, all_languages
from tests.languages.docs import PAGE, page_of
from tests.languages.table import RECORD, Row, differences, json_of, markdown_of, merged, read_rows
from tests.languages.tools import ToolError, cache_folder, generator_jar, missing
from tests.languages.trials import DOCUMENTS, try_language
from tests.languages.validation import Validation, validated

_PURPOSE: Final = "Generate, compile and run the contract in other languages, against the mock."


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        languages = all_languages()
    except DefinitionError as error:
        parser.error(str(error))
    chosen = _chosen(parser, languages, options.languages)
    if options.list:
        for language in chosen:
            _say(_state_of(language))
        return 0
    if options.write_docs:
        PAGE.write_text(page_of(languages, read_rows(RECORD)))
        return 0
    rows = _try_all(chosen, options.report, keep=options.keep)
    validations = _validate(chosen)
    _report(rows, validations, options.report)
    if options.record:
        _record(rows, languages)
    wrong = [_absence_of(row) for row in rows if options.require and not row.here]
    wrong += differences(read_rows(RECORD), rows) if options.check else []
    wrong += overdue(rows)
    for sentence in wrong:
        _say(sentence)
    return 1 if wrong or any(row.failed for row in rows) or any(each.findings for each in validations) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.languages", description=_PURPOSE)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="only these; all unless told")
    parser.add_argument("--list", action="store_true", help="only list the languages, and which are here")
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="write the table and the steps' output into this folder"
    )
    parser.add_argument("--keep", action="store_true", help="keep the working folders")
    parser.add_argument("--require", action="store_true", help="fail where the tools of one of them are missing")
    parser.add_argument("--check", action="store_true", help="fail where table.json, and so the docs, say otherwise")
    parser.add_argument(
        "--record", action="store_true", help="put what came of it into table.json and docs/languages.md"
    )
    parser.add_argument("--write-docs", action="store_true", help="try nothing, only write docs/languages.md anew")
    return parser


def _chosen(parser: argparse.ArgumentParser, languages: Sequence[Language], named: Sequence[str]) -> list[Language]:
    known = {language.name for language in languages}
    for name in named:
        if name not in known:
            parser.error(f"there is no language {name!r}; there are {', '.join(sorted(known))}")
    return [language for language in languages if not named or language.name in named]


def _absence_of(row: Row) -> str:
    return f"{row.language} is required and is not here: {'; '.join(row.complaints)}; install what is missing."


def _state_of(language: Language) -> str:
    lacking = missing(language.needs)
    state = f"not here: {', '.join(lacking)} missing" if lacking else language.reach
    return f"{language.name:32} {language.generator} {language.version} ({language.document}), {state}"


def _record(rows: Sequence[Row], languages: Sequence[Language]) -> None:
    failed = [row.language for row in rows if row.failed]
    if failed:
        _say(f"nothing is recorded, since {', '.join(failed)} failed")
        return
    here = [row for row in rows if row.here]
    RECORD.write_text(json_of(merged(read_rows(RECORD), here, [language.name for language in languages])))
    PAGE.write_text(page_of(languages, read_rows(RECORD)))


def _try_all(languages: Sequence[Language], report: Path | None, *, keep: bool) -> list[Row]:
    cache = cache_folder()
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
    return [try_language(language, cache, report, _say, keep=keep) for language in languages]


def _validate(languages: Sequence[Language]) -> list[Validation]:
    """Check the documents with the openapi-generator that a language here uses; none where none does."""
    versions = [each.version for each in languages if each.wants_jar and not missing(each.needs)]
    if not versions:
        return []
    try:
        jar = generator_jar(cache_folder(), versions[-1])
    except ToolError as error:
        return [Validation("of the documents", (str(error),))]
    return [validated(jar, document) for document in sorted(DOCUMENTS.glob("openapi-*.json"))]


def _report(rows: Sequence[Row], validations: Sequence[Validation], folder: Path | None) -> None:
    table = markdown_of(rows) + "".join(f"\n{each.line}\n" for each in validations)
    _say(f"\n{table}")
    _say(summary(rows))
    good = [row for row in rows if row.here and not row.failed]
    _say(f"{len(good)} of {len(rows)} languages are as they should be, {sum(not row.here for row in rows)} not here")
    if folder is not None:
        (folder / "languages.md").write_text(table)
        (folder / "languages.json").write_text(json_of(rows))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the face of the command


if __name__ == "__main__":
    sys.exit(main())
