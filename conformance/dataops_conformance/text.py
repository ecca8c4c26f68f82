"""Text that a server chose, made safe to look at.

What a server answers may hold control characters, terminal escapes and marks that reorder what is read. Reports show
such characters by their code point and so cannot be made to lie.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ASCII_TEXT = re.compile(r"[\t\n\x20-\x7e]*")


def is_plain(text: str) -> bool:
    """Tell whether every character is one that a reader sees as it is; tab and line feed count as such."""
    return _ASCII_TEXT.fullmatch(text) is not None or all(map(_is_plain_character, text))


def visible(text: str) -> str:
    r"""Return the text with every hidden character written as its code point, as in `\x1b` and `\u202e`."""
    if is_plain(text):
        return text
    return "".join(character if _is_plain_character(character) else _escaped(character) for character in text)


def one_line(text: str) -> str:
    """Return the visible text on one line, its runs of white space made one space."""
    return " ".join(visible(text).split())


def _is_plain_character(character: str) -> bool:
    return character in "\t\n" or unicodedata.category(character) not in _HIDDEN_CATEGORIES


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
