"""Render the templates of the package."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dataops_codegen.resources import docstrings, names
from dataops_codegen.resources.answers import ANYTHING, Family
from dataops_codegen.resources.inputs import Inputs
from dataops_codegen.resources.methods import Method

Group = tuple[str, str, Sequence[Method]]
"""A group: its name, what it is for, and its methods."""


class Templates:
    """The templates in a folder, and what they are filled with."""

    def __init__(self, folder: Path) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701 (what is written is Python, and no page)
        )
        self._jinja.filters |= {
            "docstring": docstrings.quoted,
            "camel": names.camel,
            "told": docstrings.of_method,
            "signature": _signature,
            "returned": _returned,
            "set_literal": _set_literal,
            "tuple_literal": _tuple_literal,
        }

    def models(self, families: Sequence[Family]) -> str:
        """Return the module that finds a model, whatever family it is of."""
        return self._render("models.py.jinja", {"families": families})

    def family(self, family: Family) -> str:
        """Return the module of one family of models."""
        free = any(ANYTHING in field.annotation for struct in family.structs for field in struct.fields)
        return self._render("family.py.jinja", {"family": family, "has_free_json": free})

    def inputs(self, inputs: Inputs) -> str:
        """Return the module of what is sent."""
        return self._render("inputs.py.jinja", {"aliases": inputs.aliases, "typed": inputs.typed})

    def group(self, group: Group) -> str:
        """Return the module of one resource group."""
        name, description, methods = group
        return self._render("group.py.jinja", {"name": name, "description": description, "methods": methods})

    def faces(self, groups: Sequence[Group]) -> str:
        """Return the module of the faces."""
        return self._render("faces.py.jinja", {"groups": groups})

    def init(self, groups: Sequence[Group]) -> str:
        """Return the package's own module."""
        return self._render("init.py.jinja", {"groups": groups})

    def reference(self, groups: Sequence[Group]) -> str:
        """Return the list of all methods."""
        return self._render("api.md.jinja", {"groups": groups})

    def _render(self, template: str, values: Mapping[str, object]) -> str:
        return self._jinja.get_template(template).render(values)


def _signature(method: Method) -> str:
    """Return the arguments of a method that are its own, with the types that stand in the package's modules."""
    said = [f"{argument.name}: {argument.annotation}" for argument in method.of("path")]
    keywords = [
        f"{argument.name}: {argument.annotation}{f' = {argument.default}' if argument.default else ''}"
        for argument in method.keywords
    ]
    return ", ".join([*said, *(["*", *keywords] if keywords else [])])


def _returned(method: Method) -> str:
    result = method.result
    said = result.type.replace("builtins.", "").replace("models.", "")
    return f"Pages[{said}]" if result.answer == "pages" else said


def _set_literal(texts: Sequence[str]) -> str:
    return f"{{{', '.join(map(json.dumps, texts))}}}"


def _tuple_literal(texts: Sequence[str]) -> str:
    return f"({', '.join(map(json.dumps, texts))}{',' if len(texts) == 1 else ''})"
