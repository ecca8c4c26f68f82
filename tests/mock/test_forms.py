from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from dataops_mock.errors import FieldError
from dataops_mock.http.forms import MAX_DEPTH, MAX_FIELDS, Form, FormValue, nest, parse_pairs, split_name
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]\0"), min_size=1, max_size=6)


def objects(values: st.SearchStrategy[FormValue]) -> st.SearchStrategy[FormValue]:
    return st.dictionaries(NAMES, values, min_size=1, max_size=3)


@st.composite
def rows(draw: st.DrawFn) -> FormValue:
    """Draw objects that all begin with the same field, which is what tells one from the next."""
    first = draw(NAMES)
    rest = draw(st.lists(st.dictionaries(NAMES, TEXT, max_size=3), min_size=1, max_size=3))
    return [{first: draw(TEXT), **{name: value for name, value in row.items() if name != first}} for row in rest]


def listed(texts: list[str]) -> FormValue:
    return [*texts]


TEXTS = st.lists(TEXT, min_size=1, max_size=3).map(listed)
LEAVES: st.SearchStrategy[FormValue] = st.one_of(TEXT, TEXTS, rows())
VALUES: st.SearchStrategy[FormValue] = st.recursive(LEAVES, objects, max_leaves=8)
FORMS: st.SearchStrategy[Form] = st.dictionaries(NAMES, VALUES, max_size=4)


def encode(value: FormValue, name: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form that say a value."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from encode(item, f"{name}[{key}]")
    else:
        for item in value:
            yield from encode(item, f"{name}[]")


def encode_form(form: Form) -> list[tuple[str, str]]:
    return [pair for name, value in form.items() for pair in encode(value, name)]


@given(FORMS)
def test_what_is_encoded_is_decoded(form: Form) -> None:
    assert nest(parse_pairs(urlencode(encode_form(form)))) == form


@given(st.lists(st.tuples(st.text(st.sampled_from("ab[]\0é")), TEXT), max_size=8))
def test_any_names_make_a_structure_or_are_refused(pairs: list[tuple[str, str]]) -> None:
    try:
        assert isinstance(nest(pairs), dict)
    except FieldError as refusal:
        assert refusal.status == 400


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("a=1&a=2", {"a": "2"}),
        ("a[b]=1&a[c]=", {"a": {"b": "1", "c": ""}}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("v[][k]=A&v[][v]=1&v[][k]=B", {"v": [{"k": "A", "v": "1"}, {"k": "B"}]}),
        ("v[][t][]=1&v[][t][]=2&v[][k]=A", {"v": [{"t": ["1", "2"], "k": "A"}]}),
        ("v[0]=x", {"v": {"0": "x"}}),
        ("a[b=1&[]=2&=3", {"a[b": "1", "[]": "2"}),
        ("a%5Bb%5D=x+y%20z", {"a": {"b": "x y z"}}),
    ],
)
def test_brackets_say_what_is_in_what(query: str, form: Form) -> None:
    assert nest(parse_pairs(query)) == form


@pytest.mark.parametrize("query", ["a=1&a[b]=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a[][]=1"])
def test_names_that_contradict_one_another_are_refused(query: str) -> None:
    with pytest.raises(FieldError, match="a is invalid"):
        nest(parse_pairs(query))


def test_what_is_too_deep_or_too_much_or_no_text_is_refused() -> None:
    assert len(split_name("a" + "[b]" * (MAX_DEPTH - 1))) == MAX_DEPTH
    with pytest.raises(FieldError, match="nested deeper"):
        split_name("a" + "[b]" * MAX_DEPTH)
    with pytest.raises(FieldError, match="more than"):
        parse_pairs("&".join(["a=1"] * (MAX_FIELDS + 1)))
    with pytest.raises(FieldError, match="UTF-8"):
        parse_pairs("a=%ff")
