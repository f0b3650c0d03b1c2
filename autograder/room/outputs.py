"""Puts together what a cell left behind, from what a fork says, bounded and in nbformat's form.

Nothing that arrives is trusted: what is not a well-formed output is dropped, what is too much is
cut, and the text files are read only up to what may be kept.
"""

from __future__ import annotations

import codecs
import json
import os
from dataclasses import dataclass, field
from typing import Any

from autograder.room.wire.limits import ERROR_BYTES, MOST_MESSAGES
from autograder.room.wire.messages import Output

STREAM_NAMES = ("stdout", "stderr")
CUT_NOTE = "\n[The rest of this cell's output was cut: it was longer than is kept.]\n"
_MOST_OUTPUTS = 1_000
_DEEPEST = 40


@dataclass
class TextFile:
    """One of the two files that a fork's text goes to; the coordinator's end.

    The fork may write, truncate or rewind it as it likes.
    """

    descriptor: int
    name: str
    _seen: int = 0
    _decoder: Any = field(default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace"))

    def take(self, end: int | None, most: int) -> tuple[str, bool]:
        """The new text up to offset `end` (None: all of it), and whether some of it was left out.

        No more than `most` bytes are read.
        """
        size = os.fstat(self.descriptor).st_size
        end = size if end is None else max(self._seen, min(end, size))
        if end == self._seen:
            return "", False
        data = os.pread(self.descriptor, max(0, min(end - self._seen, most)), self._seen)
        cut = end - self._seen > len(data)
        self._seen = max(self._seen, end)
        return self._decoder.decode(data), cut


class Collector:
    """The outputs of one cell after another.

    texts: the files of standard output and standard error, in this order.
    cell_bytes, notebook_bytes: what is kept of one cell, and of all together.
    """

    def __init__(self, texts: list[TextFile], cell_bytes: int, notebook_bytes: int) -> None:
        self._texts = texts
        self._cell_bytes = cell_bytes
        self._notebook_left = notebook_bytes
        self._messages_left = MOST_MESSAGES
        self._displays: dict[str, list[Output]] = {}
        self.start_cell()

    def start_cell(self) -> None:
        """Begin the outputs of the next cell."""
        self._outputs: list[Output] = []
        self._cell_left = min(self._cell_bytes, self._notebook_left)
        self._error_left = ERROR_BYTES
        self._cut = False
        self._clear_next = False

    def finish_cell(self, ends: list[int] | None = None, *, cut: bool = False) -> list[Output]:
        """All outputs of the cell, with the text up to `ends` (None: all that was written).

        cut: whether the fork left some of them out itself.
        """
        self._take_text(ends)
        self._cut |= cut
        if self._cut:
            self._add_text("stderr", CUT_NOTE)
        for output in self._outputs:
            if output["output_type"] == "stream":
                # Kept in pieces until now: joining at each piece would copy the whole each time.
                output["text"] = "".join(output["text"])
        return self._outputs

    def receive(self, payload: bytes | None) -> None:
        """Take one OUTPUT message; None stands for one that was too long to keep."""
        self._messages_left -= 1
        message = None
        if payload is not None and self._messages_left >= 0:
            message = _parse(payload)
        if message is None:
            self._cut = True
            return
        self._take_text(message["ends"])
        output = clean_output(message["output"])
        if output is not None:
            self._place(output, len(payload or b""))

    def _take_text(self, ends: list[int] | None) -> None:
        for position, text_file in enumerate(self._texts):
            end = None if ends is None else ends[position]
            text, cut = text_file.take(end, self._cell_left)
            self._cut |= cut
            if text:
                self._spend(len(text.encode("utf-8", "replace")))
                self._add_text(text_file.name, text)

    def _add_text(self, name: str, text: str) -> None:
        self._clear_if_asked()
        last = self._outputs[-1] if self._outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        elif len(self._outputs) < _MOST_OUTPUTS:
            self._outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def _place(self, output: Output, size: int) -> None:
        kind = output["output_type"]
        if kind == "clear_output":
            self._clear_next = output["wait"]
            if not output["wait"]:
                self._outputs.clear()
            return
        spare = self._error_left if kind == "error" else 0
        if size > self._cell_left + spare or len(self._outputs) >= _MOST_OUTPUTS:
            self._cut = True
            return
        if kind == "error":
            self._error_left = max(0, self._error_left - size)
        self._spend(size)
        name = output.pop("display_id", None)
        if kind == "update_display_data":
            self._update(self._displays.get(name, []), output, size)
            return
        self._clear_if_asked()
        self._outputs.append(output)
        if name is not None:
            self._displays.setdefault(name, []).append(output)

    def _update(self, shown: list[Output], output: Output, size: int) -> None:
        """Show it in the place of each display of its name; each of them is as long in the file."""
        more = size * (len(shown) - 1)
        if more > self._cell_left:
            self._cut = True
            return
        self._spend(max(0, more))
        for display in shown:
            display.update(data=output["data"], metadata=output["metadata"])

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self._outputs.clear()
            self._clear_next = False

    def _spend(self, size: int) -> None:
        self._cell_left = max(0, self._cell_left - size)
        self._notebook_left = max(0, self._notebook_left - size)


def _parse(payload: bytes) -> dict[str, Any] | None:
    """An OUTPUT message as a dict with `output` and `ends`; None when it is not one."""
    try:
        # Of bytes, json takes half a surrogate pair too, and no file can hold that.
        message = json.loads(payload.decode("utf-8"), parse_constant=_refuse)
        if b"\\ud" in payload.lower():
            # Written as an escape, it is valid JSON.
            whole = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
            message = json.loads(whole)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or set(message) != {"output", "ends"}:
        return None
    ends = clean_ends(message["ends"])
    if not _is_shallow(message["output"], _DEEPEST):
        return None
    return None if ends is None else {"output": message["output"], "ends": ends}


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _is_shallow(value: Any, levels: int) -> bool:
    """Whether `value` nests at most `levels` deep, so that whoever walks it later can."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return True
    return levels > 0 and all(_is_shallow(item, levels - 1) for item in value)


def clean_ends(ends: Any) -> list[int] | None:
    """The two text offsets, or None when they are not that."""
    if not isinstance(ends, list) or len(ends) != len(STREAM_NAMES):
        return None
    return ends if all(type(end) is int and end >= 0 for end in ends) else None


def clean_output(output: Any) -> Output | None:
    """`output` reduced to the fields that nbformat knows, or None when it is not an output."""
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "clear_output":
        return {"output_type": kind, "wait": output.get("wait") is True}
    if kind == "error":
        return _clean_error(output)
    if kind not in ("display_data", "update_display_data", "execute_result"):
        return None
    data, metadata = output.get("data"), output.get("metadata")
    if not _is_bundle(data) or not isinstance(metadata, dict):
        return None
    cleaned: Output = {"output_type": kind, "data": data, "metadata": metadata}
    if kind == "execute_result":
        count = output.get("execution_count")
        cleaned["execution_count"] = count if type(count) is int else None
    transient = output.get("transient")
    if isinstance(transient, dict) and isinstance(transient.get("display_id"), str):
        cleaned["display_id"] = transient["display_id"]
    return cleaned


def _clean_error(output: Output) -> Output | None:
    lines = output.get("traceback")
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return None
    name, value = output.get("ename"), output.get("evalue")
    if not isinstance(name, str) or not isinstance(value, str):
        return None
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}


def _is_bundle(data: Any) -> bool:
    """Whether `data` maps mime types to text, or to any JSON value for a JSON type."""
    return isinstance(data, dict) and all(
        isinstance(value, str) or mime.endswith("json") for mime, value in data.items()
    )
