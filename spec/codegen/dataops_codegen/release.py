"""Hold the contract to its version number, and publish it: the files of a release, and the reference page."""

# ruff: noqa: T201 (a command line speaks by printing)

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dataops_spec import JsonObject

from dataops_codegen import oasdiff
from dataops_codegen.changelog import Change, render
from dataops_codegen.comparing import changes_since
from dataops_codegen.publish import Publication, read_publication
from dataops_codegen.reference import build_page
from dataops_codegen.release_files import CHANGELOG, release_files, write_files
from dataops_codegen.releases import Release, lowered_differs, read_releases, record, sections
from dataops_codegen.source import SourceError
from dataops_codegen.tools import ToolError
from dataops_codegen.versions import Version, judge, parse_version, version_of

_CODEGEN = Path(__file__).resolve().parents[1]
_DIST = _CODEGEN.parents[1] / "dist"
_RELEASES = "releases"
_RECORDED = "recorded"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 1 for a finding, 2 for an error in the contract or a tool that is missing."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "breaking":
                return _breaking(options.spec, if_available=options.if_available, write=options.write)
            case "record":
                return _record(options.spec, options.date)
            case "files":
                return _files(options.spec, options.output, options.version)
            case _:
                return _page(options.spec, options.output)
    except (SourceError, ToolError, ValueError) as exc:
        print(exc, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="release", description="Hold the contract to its version, and publish it.")
    parser.add_argument("--spec", type=Path, default=_CODEGEN.parent, help="the folder of the contract")
    commands = parser.add_subparsers(dest="command", required=True)
    breaking = commands.add_parser("breaking", help="compare the contract with the last published one")
    breaking.add_argument("--if-available", action="store_true", help="where Go is missing, look at the number alone")
    breaking.add_argument("--write", action="store_true", help="write the changelog")
    recording = commands.add_parser("record", help="keep the contract as published, under its version")
    recording.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date(), help="YYYY-MM-DD")
    for name, told in (("files", "write the files of the release"), ("page", "build the reference page")):
        command = commands.add_parser(name, help=told)
        command.add_argument("--output", type=Path, default=_DIST / {"files": "contract", "page": "docs"}[name])
    commands.choices["files"].add_argument("--version", help="a recorded one, or `recorded`, the last")
    return parser


def _breaking(spec: Path, *, if_available: bool, write: bool) -> int:
    publication = read_publication(spec)
    contract, releases = publication.contract, read_releases(spec / _RELEASES)
    if releases and if_available and not oasdiff.is_available():
        print("Go is not on PATH, so that oasdiff did not compare; only the version number was looked at.")
        return _tell(_judged(releases, publication, ()))
    changes = _changes(releases, publication)
    findings = list(_judged(releases, publication, changes))
    changelog = spec / CHANGELOG
    expected = render(sections(releases, publication, changes)).encode()
    if write:
        changelog.write_bytes(expected)
    elif not changelog.is_file() or changelog.read_bytes() != expected:
        findings.append(f"{CHANGELOG} does not tell the changes; run `nox -s breaking -- --write`.")
    _summarise(releases, contract, changes)
    return _tell(findings)


def _changes(releases: Sequence[Release], publication: Publication) -> list[Change]:
    if not releases:
        return []
    oasdiff.install()
    return changes_since(releases[-1], publication, datetime.now(UTC).date())


def _judged(releases: Sequence[Release], publication: Publication, changes: Sequence[Change]) -> Iterable[str]:
    if not releases:
        return ()
    derived = lowered_differs(releases[-1], publication)
    return judge(releases[-1].document, publication.contract, changes, derived=derived)


def _summarise(releases: Sequence[Release], contract: JsonObject, changes: Sequence[Change]) -> None:
    if releases:
        breaks = sum(change.breaks for change in changes)
        since = f"{len(changes)} changes since {releases[-1].version}, {breaks} of them breaking"
        print(f"The contract is version {version_of(contract)}: {since}.")
    else:
        print(f"The contract is version {version_of(contract)}; none is published yet.")


def _tell(findings: Iterable[str]) -> int:
    told = list(findings)
    for finding in told:
        print(finding, file=sys.stderr)
    return 1 if told else 0


def _record(spec: Path, day: date) -> int:
    publication = read_publication(spec)
    contract, releases = publication.contract, read_releases(spec / _RELEASES)
    changes = _changes(releases, publication)
    if _tell(_judged(releases, publication, changes)):
        return 1
    folder = record(spec / _RELEASES, publication, changes if releases else None, day)
    (spec / CHANGELOG).write_bytes(render(sections(read_releases(spec / _RELEASES))).encode())
    print(f"{folder}: version {version_of(contract)} is published as of {day}.")
    return 0


def _files(spec: Path, output: Path, named: str | None) -> int:
    publication, releases = read_publication(spec), read_releases(spec / _RELEASES)
    version = _wanted(named, publication, releases)
    found = [release for release in releases if version_of(release.document) == version]
    if not found:
        return _tell([_not_recorded(version, releases)])
    # Under the version that is recorded last there must not stand another contract than the recorded one.
    if named is None and _tell(_judged(releases, publication, ())):
        return 1
    published = [release for release in releases if version_of(release.document) <= version]
    changelog = render(sections(published)).encode()
    files = release_files(found[0].document, found[0].lowered, changelog)
    write_files(files, output)
    print(f"{output}: {len(files)} files of version {version}, published on {found[0].date}.")
    return 0


def _wanted(named: str | None, publication: Publication, releases: Sequence[Release]) -> Version:
    """Return the version to publish: the named one, the last for `recorded`, or else the contract's own."""
    if named == _RECORDED and releases:
        return version_of(releases[-1].document)
    return version_of(publication.contract) if named in {None, _RECORDED} else parse_version(str(named))


def _not_recorded(version: Version, releases: Sequence[Release]) -> str:
    remedy = f"; run `nox -s release -- record`, commit spec/releases/{version}, and publish that"
    last = f", or publish {releases[-1].version} with `-- files --version {releases[-1].version}`" if releases else ""
    return f"The contract's version {version} is not recorded{remedy}{last}."


def _page(spec: Path, output: Path) -> int:
    page = build_page(read_publication(spec).contract, _CODEGEN, output)
    print(f"{page}: {page.stat().st_size / 1e6:.1f} MB.")
    return 0
