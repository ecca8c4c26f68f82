"""Write documents as bytes that are the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml
from dataops_spec import JsonObject, JsonValue

_HEAD = "# Generated from the files under spec/ by `nox -s generate`; edit those.\n"


class _Dumper(yaml.SafeDumper):
    """A dumper without aliases, which some readers refuse, and with literal blocks for text of several lines."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar(  # pyright: ignore[reportUnknownMemberType] (its stub has a bare parameter)
        "tag:yaml.org,2002:str", text, style=style
    )


_Dumper.add_representer(str, _represent_text)

Writer = Callable[[JsonObject], bytes]


def to_yaml(document: JsonObject) -> bytes:
    """Return `document` as YAML 1.2 that YAML 1.1 readers read alike, in its own order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return (_HEAD + text).encode()


def to_json(value: JsonValue) -> bytes:
    """Return `value` as JSON in its own order, one entry a line."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
