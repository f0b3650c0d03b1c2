"""An IPython shell that leaves the outputs a Jupyter kernel would leave.

Text goes to file descriptors 1 and 2, which are files that the coordinator reads too, so it is not
lost when the process dies. Everything else is handed to `emit` as an nbformat output.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import os
import random
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.room.wire.limits import ERROR_BYTES, MOST_MESSAGES
from autograder.room.wire.messages import Output
from autograder.witness.transformers import QuickTransformers

_STREAMS = {1: "stdout", 2: "stderr"}
_SHOWN_LEVELS = 12
_REHEARSAL = (
    "import torch, numpy, matplotlib.pyplot as plt",
    "print('text'); torch.ones(2, 2)",
    "plt.figure(); plt.plot([1, 2]); plt.title('a'); plt.imshow([[1, 2]]); plt.show()",
    "x = torch.ones(2, requires_grad=True); (x * x).sum().backward()",
    "(x * x).backward(torch.ones(2))",
    "from autograder import check, hint, progress, show, verify",
    "show(torch.ones(2, 3)); show.compare(torch.ones(2), torch.zeros(2))",
    "show.broadcast(torch.ones(2, 1), torch.ones(3)); show.slice(torch.ones(2, 2), 0)",
    "torch.ones(2) @ torch.ones(3)",
    "show.curve(torch.sin, (0, 1)); show.descent(lambda x, y: x * y, [(0.0, 1.0), (1.0, 1.0)])",
    "show.cat([torch.ones(1, 2), torch.ones(1, 2)]); show.stack([torch.ones(2), torch.ones(2)])",
    "show.graph((x * x).sum(), names={'x': x}); show.timings([1, 10], {'a': [1e-6, 1e-5]}, '')",
    "show.photo(torch.zeros(2, 2, 3), 'a'); show.lines([0, 1], {'a': [0, 1]}, 'a')",
    "from torch.utils import benchmark; benchmark.Timer('1 + 1').timeit(1)",
    "import numpy as np; torch.from_numpy(np.ones(2)).numpy().tolist()",
    "check('none'); hint('none'); progress()",
    "x = = 1",
)


class Outlet:
    """Where the shell's outputs go, in order. Until it is connected they are dropped."""

    def __init__(self) -> None:
        self._send: Callable[[bytes], None] | None = None
        self._owner = 0
        self._bytes_left = 0
        self._messages_left = MOST_MESSAGES
        self.cut = False
        self._last_stream = 0

    def connect(self, send: Callable[[bytes], None]) -> None:
        """Hand the outputs of this process, and of no process that it starts, to `send`.

        It gets a JSON object: `output` is an nbformat output other than text, or null where only
        the order of the text before it is to be kept; `ends` are the sizes of the two text files
        by then.
        """
        self._send, self._owner = send, os.getpid()

    def start_cell(self, output_bytes: int) -> None:
        """Allow the next cell so many bytes."""
        self._bytes_left = output_bytes
        self.cut = False
        self._last_stream = 0

    def emit(self, output: Output | None) -> None:
        """Send one output, unless it is more than the cell may still send."""
        if self._send is None or os.getpid() != self._owner:
            return
        message = json.dumps({"output": output, "ends": text_sizes()}, default=str).encode()
        # What went wrong must be seen, however much was printed before it.
        spare = ERROR_BYTES if output and output["output_type"] == "error" else 0
        if len(message) > self._bytes_left + spare or not self._messages_left:
            self.cut = True
            return
        self._bytes_left = max(0, self._bytes_left - len(message))
        self._messages_left -= 1
        self._send(message)

    def write(self, descriptor: int, text: str) -> None:
        """Write text as a stream does; what is beyond the cell's allowance is dropped."""
        data = text.encode("utf-8", "backslashreplace")
        if len(data) > self._bytes_left:
            self.cut = True
            data = data[: self._bytes_left]
        if not data:
            return
        if self._last_stream not in (0, descriptor):
            self.emit(None)
        self._last_stream = descriptor
        self._bytes_left -= len(data)
        # The cells may have closed the descriptor or filled the file: their text, their loss.
        with contextlib.suppress(OSError):
            os.write(descriptor, data)


def text_sizes() -> list[int]:
    """Bytes written so far to standard output and standard error."""
    sizes = []
    for descriptor in _STREAMS:
        try:
            sizes.append(os.fstat(descriptor).st_size)
        except OSError:
            sizes.append(0)
    return sizes


OUTLET = Outlet()


class TextStream(io.TextIOBase):
    """sys.stdout or sys.stderr of the cells."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.name = f"<{_STREAMS[descriptor]}>"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        OUTLET.write(self._descriptor, text)
        return len(text)


def _plain(bundle: dict[str, Any]) -> dict[str, Any]:
    """A mime bundle with pictures as base64 text, as notebooks store them."""
    return {
        mime: b64encode(data).decode() if isinstance(data, bytes) else data
        for mime, data in bundle.items()
    }


class RoomDisplayHook(DisplayHook):
    """Emits the value of a cell's last expression."""

    def start_displayhook(self) -> None:
        """Nothing is printed before a value."""

    def write_output_prompt(self) -> None:
        """The prompt is the notebook's, not text."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        if format_dict:
            OUTLET.emit(
                {
                    "output_type": "execute_result",
                    "execution_count": self.prompt_count,
                    "data": _plain(format_dict),
                    "metadata": md_dict or {},
                }
            )

    def finish_displayhook(self) -> None:
        """Nothing is printed after a value."""


class RoomDisplayPublisher(DisplayPublisher):
    """Emits what `display` shows, and what updates or clears it."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        OUTLET.emit(
            {
                "output_type": "update_display_data" if update else "display_data",
                "data": _plain(data),
                "metadata": metadata or {},
                "transient": transient or {},
            }
        )

    def clear_output(self, wait: bool = False) -> None:
        OUTLET.emit({"output_type": "clear_output", "wait": bool(wait)})


class RoomShell(InteractiveShell):
    """The shell that runs the cells."""

    displayhook_class = Type(RoomDisplayHook)
    display_pub_class = Type(RoomDisplayPublisher)
    # `!command` writes to descriptors 1 and 2 like everything else; there are no terminals here.
    system = InteractiveShell.system_raw

    def should_run_async(self, raw_cell: str, **known: Any) -> bool:
        """Whether a cell awaits something; IPython compiles every cell to find out."""
        may_wait = "await" in raw_cell or "async" in raw_cell
        return may_wait and super().should_run_async(raw_cell, **known)

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        """IPython would keep a second copy of all text in its history, without bound."""
        yield

    def _get_exc_info(self, exc_tuple: tuple[Any, ...] | None = None) -> tuple[Any, ...]:
        etype, value, traceback = super()._get_exc_info(exc_tuple)  # type: ignore[no-untyped-call]  # IPython's
        _shorten(traceback)
        return etype, value, traceback

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        OUTLET.emit(
            {
                "output_type": "error",
                "ename": getattr(etype, "__name__", str(etype)),
                "evalue": _text_of(evalue),
                "traceback": [str(line) for line in stb],
            }
        )

    def init_display_formatter(self) -> None:
        super().init_display_formatter()  # type: ignore[no-untyped-call]  # IPython's
        if self.display_formatter is not None:
            self.display_formatter.active_types = self.display_formatter.format_types

    def init_hooks(self) -> None:
        super().init_hooks()  # type: ignore[no-untyped-call]  # IPython's
        # A kernel shows help beside the notebook, not among its outputs.
        self.set_hook("show_in_pager", lambda *_, **__: None, 99)

    def enable_gui(self, gui: str | None = None) -> None:
        """`%matplotlib inline` asks for no windows; there are none to be had."""

    def ask_exit(self) -> None:
        """`exit` and `quit` do not end a notebook."""


def _shorten(traceback: TracebackType | None) -> None:
    """Leave out the middle of a long traceback, as after endless recursion.

    IPython takes half a minute to render the three thousand levels, and they are all alike.
    """
    levels = []
    while traceback is not None:
        levels.append(traceback)
        traceback = traceback.tb_next
    if len(levels) > 2 * _SHOWN_LEVELS:
        levels[_SHOWN_LEVELS - 1].tb_next = levels[-_SHOWN_LEVELS]


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError(
        "input() has nobody to ask while a notebook is graded. Put the value in the cell instead."
    )


def make_shell() -> RoomShell:
    """The shell, with matplotlib's inline pictures switched on and no history kept."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.autoindent = False
    shell = RoomShell.instance(config=config)
    shell.input_transformer_manager = QuickTransformers()
    # As Python prints it: IPython's own takes 50 ms an error, longer than all the rest of a run.
    shell.InteractiveTB.set_mode("Plain")
    sys.stdout, sys.stderr = TextStream(1), TextStream(2)
    builtins.input = _no_input
    shell.run_cell("import matplotlib.pyplot", silent=True)
    from matplotlib_inline.backend_inline import configure_inline_support

    configure_inline_support(shell, "module://matplotlib_inline.backend_inline")
    _rehearse(shell)
    return shell


def _rehearse(shell: RoomShell) -> None:
    """Run cells of every kind once, so that what they load is loaded before the forks."""
    start_afresh()
    for cell in _REHEARSAL:
        shell.run_cell(cell, store_history=True)
    shell.reset()
    shell.execution_count = 1
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        if hasattr(sys, name):
            delattr(sys, name)


def start_afresh() -> None:
    """Put what lasts from cell to cell as it is in a new kernel, and seeds where runs repeat."""
    import numpy
    import torch

    random.seed(0)
    numpy.random.seed(0)
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)
    torch.set_printoptions(profile="default")
