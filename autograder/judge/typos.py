"""What an author mistyped, in a sentence: where it stands, and the nearest name that there is."""

from __future__ import annotations

import builtins
import difflib
import re
import sys
import traceback
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean `hints`?`; nothing where no name is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean `{near[0]}`?" if near else ""


def explained(error: Exception, file: str | None = None) -> str:
    """`line 12: NameError: name 'ordinry' is not defined. Did you mean `ordinary`?`

    The line is the last one that ran in `file`, where a file is given.
    """
    if isinstance(error, SyntaxError) and error.filename == file:
        text = f": `{error.text.strip()}`" if error.text else ""
        return f"line {error.lineno}: {error.msg}{text}"
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    where = f"line {lines[-1]}: " if lines else ""
    says = str(error).strip().rstrip(".") or "without a text"
    return f"{where}{type(error).__name__}: {says}.{_nearest(error)}"


def _nearest(error: Exception) -> str:
    if isinstance(error, AttributeError):
        return did_you_mean(error.name or "", dir(error.obj))
    if isinstance(error, NameError) and error.__traceback__ is not None:
        *_, (frame, _) = traceback.walk_tb(error.__traceback__)
        known = {*frame.f_locals, *frame.f_globals, *dir(builtins)}
        return did_you_mean(error.name or "", known)
    if isinstance(error, ImportError):
        wanted = re.search(r"cannot import name '(\w+)'", str(error))
        return did_you_mean(wanted[1], dir(sys.modules.get(error.name or ""))) if wanted else ""
    return ""
