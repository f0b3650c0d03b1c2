"""Reads a timestamp.txt: when something was handed in, or that nobody can tell.

Strictly: a date that could be read in two ways decides over a late penalty.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re

from autograder.grade import text

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"[A-Za-z][\w/+-]*$")
_TWO_WAYS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)\b")
_WRITE = "Write it as 2026-03-01 17:30 +01:00"


def timestamp_in(said: bytes | None) -> tuple[dt.datetime | None, list[str]]:
    """When it was handed in by its timestamp.txt (UTC, without a zone), and a note on a bad one.

    A date is written like 2026-03-01 17:30:00 with UTC or an offset after it; without one it is
    UTC, as nbgrader has it.
    """
    if said is None:
        return None, []
    shown = _decoded(said).strip()
    if not shown:
        return None, ["Its timestamp.txt is empty."]
    found = _ISO.fullmatch(shown)
    try:
        if found:
            return _in_utc(found), []
    except (ValueError, OverflowError):
        pass  # the 31st of February
    why = _what_is_wrong(shown)
    return None, [
        f"Its timestamp.txt can't be read as a date: {text.name(shown, 40)!r}{why}. {_WRITE}."
    ]


def _decoded(said: bytes) -> str:
    if said.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return said.decode("utf-16", errors="replace")
    return said.decode("utf-8-sig", errors="replace")


def _in_utc(found: re.Match[str]) -> dt.datetime:
    year, month, day, hour, minute, second, part, zone = found.groups()
    micro = int((part or "0")[:6].ljust(6, "0"))
    clock = (int(hour or 0), int(minute or 0), int(second or 0), micro)
    local = dt.datetime(int(year), int(month), int(day), *clock)
    return local - _offset(zone or "UTC")


def _offset(zone: str) -> dt.timedelta:
    if zone[0] not in "+-":
        return dt.timedelta()
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    away = dt.timedelta(hours=hours, minutes=minutes)
    return -away if zone[0] == "-" else away


def _what_is_wrong(shown: str) -> str:
    """What a person who wrote it should know, to stand after it."""
    if found := _TWO_WAYS.match(shown):
        first, second = int(found[1]), int(found[3])
        if max(first, second) <= 12 and first != second:
            return ", and nothing says which number is the month"
        return ", and the year does not stand first"
    if (zone := _ZONE_NAME.search(shown)) and _ISO.fullmatch(shown[: zone.start()].rstrip()):
        return f", and {zone[0]} is no offset"
    return ""
