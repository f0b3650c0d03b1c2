"""Makes text clean where it enters: what no file, database or terminal should be given of it."""

from __future__ import annotations

import re
from typing import Any

# What a terminal may obey, and what no XML, no HTML and no PostgreSQL text may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# They change the order in which what stands around them is shown.
_ORDERING = re.compile("[\u200e\u200f\u2028-\u202e\u2066-\u2069]")
CUT = " …"


def whole(text: str) -> str:
    """`text` without halves of characters and NUL, which legal JSON may hold and no file can."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    return text.encode(errors="replace").decode().replace("\0", "")


def sentence(text: str, most: int = 4_000) -> str:
    """`text` as a person may be shown it anywhere: no control characters, not endless."""
    if len(text) > most:
        text = text[: most - len(CUT)] + CUT
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", whole(text))


def name(text: str, most: int = 100) -> str:
    """A file's or folder's name as it may stand in a line: one line, in its own order."""
    line = sentence(text, most)
    return _ORDERING.sub("\N{REPLACEMENT CHARACTER}", line).replace("\n", " ").replace("\t", " ")


def is_name(text: str) -> bool:
    """Whether a name is such already, however long."""
    return name(text, len(text) or 1) == text


def whole_json(value: Any) -> Any:
    """Parsed JSON in which every text is whole."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [whole_json(item) for item in value]
    if isinstance(value, dict):
        return {whole(key): whole_json(item) for key, item in value.items()}
    return value
