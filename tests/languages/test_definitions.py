"""A `language.toml` is read whole, or refused with what is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.languages.definitions import (
    HOME,
    DefinitionError,
    Language,
    Step,
    all_languages,
    command_of,
    filled,
    read_language,
)

SMALLEST = """
title = "Lingua"
generator = "lingua-gen"
version = "1.2.3"
document = "3.1"
reach = "run"
program = "quick.py"
needs = ["lingua"]
"""
GENERATE, BUILD, RUN = (f"\n[[steps]]\nname = '{name}'\ncommand = ['x']\n" for name in ("generate", "build", "run"))
STEPS = GENERATE + BUILD + RUN
# The manifests and lock files name packages and versions; where they are fetched is each machine's own matter.
_REGISTRIES = re.compile(r"registry\.npmjs|pypi\.org|pythonhosted|repo1?\.maven|proxy\.golang|(?:static|index)\.crates")


def _folder(tmp_path: Path, definition: str) -> Path:
    folder = tmp_path / "lingua"
    folder.mkdir()
    (folder / "language.toml").write_text(definition)
    (folder / "quick.py").write_text("pass\n")
    return folder


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    folder = _folder(tmp_path, SMALLEST + STEPS)
    assert read_language(folder) == Language(
        name="lingua",
        folder=folder,
        title="Lingua",
        generator="lingua-gen",
        version="1.2.3",
        document="3.1",
        reach="run",
        program="quick.py",
        needs=("lingua",),
        made=("generated/**/*",),
        steps=tuple(Step(name, ("x",), 900) for name in ("generate", "build", "run")),
    )


def test_all_that_can_be_said_is_read(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        SMALLEST
        + """
        made = ["out/*.l"]
        cannot = ["It knows no null."]
        fails = ["null"]
        [[steps]]
        name = "install"
        command = ["linguac", "{document}"]
        timeout = 5
        [environment]
        LINGUA_PATH = "{work}/generated"
        [downloads]
        LINGUA_HOME = "{cache}/lingua"
        [[warnings]]
        pattern = "W[0-9]+"
        why = "It always says so."
        """
        + STEPS,
    )
    language = read_language(folder)
    assert language.steps[0] == Step("install", ("linguac", "{document}"), 5)
    assert (language.made, language.cannot, language.fails) == (("out/*.l",), ("It knows no null.",), ("null",))
    assert language.environment == {"LINGUA_PATH": "{work}/generated"}
    assert language.downloads == {"LINGUA_HOME": "{cache}/lingua"}
    assert [(known.pattern.pattern, known.why) for known in language.warnings] == [("W[0-9]+", "It always says so.")]


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (SMALLEST + "tilte = 'x'", "tilte is 'x'; the keys here are"),
        (SMALLEST.replace('"3.1"', '"3.2"'), "document is '3.2'; give 3.0 or 3.1"),
        (SMALLEST.replace("version", "# version"), "version is None; give some text"),
        (SMALLEST.replace("quick.py", "slow.py"), "program is 'slow.py'; name a file of the folder"),
        (SMALLEST.replace('["lingua"]', '"lingua"'), "needs is 'lingua'; give a list of texts"),
        (SMALLEST + "fails = ['null']", "fails is ('null',); say in `cannot` why: null"),
        (SMALLEST + "otherwise = ['list']", "otherwise is ('list',); say in `cannot` why: list"),
        (SMALLEST + "otherwise = ['nil']\ncannot = ['x']", "otherwise is 'nil'; the steps are list, create"),
        (SMALLEST + "least = { moon = '1' }", "least is 'moon'; its commands are those of `needs`: lingua"),
        (SMALLEST + "fails = ['nil']\ncannot = ['x']", "fails is 'nil'; the steps are list, create"),
        (
            SMALLEST + "[[steps]]\nname = 'run'\ncommand = ['{jra}']",
            "command is '{jra}'; the placeholders are document, jar, version",
        ),
        (SMALLEST + "[[steps]]\nname = 'run'\ncommand = []", "command is (); name at least the program to run"),
        (SMALLEST + "[[steps]]\nname = 'test'\ncommand = ['x']", "name is 'test'; give install or generate"),
        (SMALLEST + "[[steps]]\nname = 'run'\ncommand = ['x']\ntimeout = 0", "timeout is 0; give a number of seconds"),
        (SMALLEST + "[[warnings]]\npattern = '('\nwhy = 'x'", "pattern is '('; give a regular expression"),
        (SMALLEST + GENERATE, "reach is 'run'; its steps are generate, build, run, beside install and vectors"),
        (SMALLEST + GENERATE + RUN, "reach is 'run'; its steps are generate, build, run"),
        (SMALLEST.replace('"run"', '"compile"') + STEPS, "reach is 'compile'; its steps are generate, build, beside"),
        (SMALLEST.replace('"run"', '"generate"') + STEPS, "reach is 'generate'; its steps are generate, beside"),
        ("title = ", "is no TOML"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_key(tmp_path: Path, definition: str, said: str) -> None:
    folder = _folder(tmp_path, definition)
    with pytest.raises(DefinitionError, match=rf"^lingua/language\.toml: .*{re.escape(said)}"):
        read_language(folder)


def test_a_language_that_is_only_generated_needs_no_program(tmp_path: Path) -> None:
    definition = SMALLEST.replace('"run"', '"generate"').replace("program", "# program") + GENERATE
    assert read_language(_folder(tmp_path, definition)).program is None


def test_only_known_placeholders_are_filled() -> None:
    assert filled("{work}/{other}/{}", {"work": "/w"}) == "/w/{other}/{}"


@pytest.mark.parametrize("language", all_languages(), ids=lambda language: language.name)
def test_the_generator_is_pinned_where_it_is_installed(language: Language) -> None:
    words = [word for step in language.steps for word in step.command]
    manifests = [
        path.read_text() for path in language.folder.iterdir() if path.is_file() and path.name != "language.toml"
    ]
    by_command = any("{version}" in word or "{jar}" in word for word in words)
    assert by_command or any(language.version in manifest for manifest in manifests)


@pytest.mark.parametrize("language", all_languages(), ids=lambda language: language.name)
def test_no_file_names_a_registry(language: Language) -> None:
    files = [path for path in language.folder.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    assert [path.name for path in files if _REGISTRIES.search(path.read_text(errors="replace"))] == []


def test_the_commands_are_filled_with_names_that_a_user_has(tmp_path: Path) -> None:
    language = read_language(_folder(tmp_path, SMALLEST + STEPS))
    step = Step("build", ("x", "{document}", "-cp={jar}", "{other}"), 9)
    assert command_of(step, language) == ["x", "openapi-3.1.json", "-cp=openapi-generator-cli-1.2.3.jar", "{other}"]


@pytest.mark.parametrize("name", ["rust-openapi-generator", "rust-progenitor"])
def test_a_client_in_rust_speaks_https(name: str) -> None:
    manifest = tomllib.loads((HOME / name / "Cargo.toml").read_text())
    assert "rustls" in manifest["dependencies"]["reqwest"]["features"]


@pytest.mark.parametrize("language", all_languages(), ids=lambda language: language.name)
def test_a_check_of_what_was_made_passes_nothing_over_in_silence(language: Language) -> None:
    scripts = [path.read_text() for path in language.folder.glob("*.sh")]
    assert [script for script in scripts if "exit 0" in script or "|| true" in script] == []


def _lowest_node(folder: Path) -> tuple[int, ...]:
    """Return the highest of the lowest versions of Node that the packages of the lock file ask for, and its types' own."""
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    asked = [re.search(r">=\s*(\d+)\.?(\d*)", each.get("engines", {}).get("node", "")) for each in packages.values()]
    types = packages["node_modules/@types/node"]["version"].split(".")[0]
    return max((int(types), 0), *((int(each[1]), int(each[2] or 0)) for each in asked if each))


def _lowest_in_the_manifest(language: Language) -> tuple[str, tuple[int, ...]]:
    manifests = {"go.mod": ("go", r"(?m)^go (\d+)\.(\d+)"), "Cargo.toml": ("cargo", r'rust-version = "(\d+)\.(\d+)"')}
    manifests["pom.xml"] = ("java", r"(?:compiler\.release|jvmTarget)>(\d+)()<")
    for name, (command, pattern) in manifests.items():
        if (language.folder / name).is_file():
            found = re.search(pattern, (language.folder / name).read_text())
            assert found, name
            return command, tuple(int(part) for part in found.groups() if part)
    if (language.folder / "package-lock.json").is_file():
        return "node", _lowest_node(language.folder)
    # The project's own, which runs the program in CI.
    return "python3", (3, 11)


@pytest.mark.parametrize(
    "language", [each for each in all_languages() if each.reach != "generate"], ids=lambda each: each.name
)
def test_the_lowest_version_that_is_told_is_that_of_the_manifest(language: Language) -> None:
    if language.name == "ruby":
        assert language.least["ruby"] == "2.7"  # what the generated gemspec asks for
        return
    command, version = _lowest_in_the_manifest(language)
    told = tuple(int(part) for part in language.least[command].split("."))
    assert told == version[: len(told)]
    assert not any(version[len(told) :])
