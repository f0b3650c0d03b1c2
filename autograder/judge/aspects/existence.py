"""That there is an answer: it can be called as asked, comes back, and gives something.

What it raises is judged here too, an error about devices among it.
"""

from __future__ import annotations

import ast
from typing import Any, TypeGuard

from autograder.judge import say
from autograder.judge.finding import Context, Finding
from autograder.witness.witness import Observation


def existence(context: Context, expected: Observation, got: Observation) -> Finding | None:
    """What keeps an answer from giving anything that could be looked at."""
    name = context.exercise.name
    if got.outcome == "missing":
        return Finding(
            "exists", f"There is no `{name}` yet: run the cell above, and check the spelling."
        )
    if got.outcome == "not callable":
        return Finding(
            "exists",
            f"`{name}` should be a function, but it is {say.kind(got.came)}. "
            f"Keep the line that begins with `def {name}(`.",
        )
    if got.outcome == "arguments":
        wanted = f"({', '.join(context.exercise.parameters)})"
        return Finding(
            "exists",
            f"`{name}` is called with {say.count(len(context.question.arguments), 'argument')}, "
            f"as `{name}{wanted}`, but yours is written as `{name}{got.raised.message}`. "
            "Keep the parameters that it came with.",
        )
    if expected.outcome == "raised":
        return _should_raise(context, expected, got)
    if got.outcome == "raised":
        return _raised(context, got)
    if got.outcome not in ("value", "returned"):
        return Finding("exists", f"`{name}` could not be looked at.")
    if got.came.type == "NoneType" and expected.came.type != "NoneType":
        return _nothing_came(context, got)
    return None


def _should_raise(context: Context, expected: Observation, got: Observation) -> Finding | None:
    wanted = expected.raised.kind
    if got.outcome == "raised" and got.raised.kind == wanted:
        return None
    if got.outcome == "raised":
        return Finding(
            "exists", f"{context.subject} should raise {wanted}, but it raised {got.raised.kind}."
        )
    return Finding("exists", f"{context.subject} should raise {wanted}, but it raised nothing.")


def _raised(context: Context, got: Observation) -> Finding:
    error, message, line, text = got.raised
    if _is_about_devices(message):
        return _wrong_device_inside(context, got)
    where = f" It happened in line {line} of your code, `{text.strip()}`." if text else ""
    first_line = message.strip().splitlines()[0] if message.strip() else ""
    # PyTorch goes on with a list of signatures, which is cut; so is the promise of it.
    first_line = first_line.removesuffix(", but expected one of:").rstrip(".:")
    said = f": {first_line}" if first_line else ", without a text"
    if is_used_up(message):
        said, where = "", f"{where} {GRAPH_USED_UP}"
    if "builtin_function_or_method" in message or "'method'" in message:
        where += " To call a method, write brackets after its name: `t.numel()`."
    return Finding("exists", f"{context.subject} raised {error}{said}.{where}")


def is_used_up(message: str) -> bool:
    """Whether PyTorch says that a graph was walked back before. Its advice, to retain the graph,
    misleads whoever walked back too early."""
    return "second time" in message and "retain_graph" in message


def _is_about_devices(message: str) -> bool:
    signs = ("same device", "found at least two devices", "not compiled with CUDA", "NVIDIA driver")
    return any(sign in message for sign in (*signs, "device type tensor to numpy"))


def _wrong_device_inside(context: Context, got: Observation) -> Finding:
    _, message, line, text = got.raised
    where = f" in line {line}, `{text.strip()}`" if text else ""
    if "CUDA" in message or "NVIDIA" in message:
        return Finding(
            "device",
            f"{context.subject} asks for the device `cuda`{where}, which this machine doesn't "
            "have. Use the device of the input, `x.device`, and your code runs everywhere.",
        )
    if "numpy" in message:
        return Finding(
            "device",
            f"{context.subject} calls `.numpy()`{where}, and NumPy can only see the CPU's memory. "
            "Stay in PyTorch, and your code runs on every device.",
        )
    return Finding(
        "device",
        f"{context.subject} mixes tensors of two devices{where}. A tensor made inside lands on the "
        "CPU unless told otherwise: write `device=x.device`, or use `x.new_zeros(...)` or a "
        "`..._like` function.",
    )


def _nothing_came(context: Context, got: Observation) -> Finding:
    if not context.question.called:
        return Finding("exists", f"{context.subject} is `None`; put your answer in its place.")
    if got.printed.strip():
        return Finding(
            "exists",
            f"{context.subject} printed its answer and then returned `None`. A caller can't use "
            "what is printed: write `return` in place of `print`.",
        )
    return Finding("exists", f"{context.subject} returned `None`. {_why_nothing(context, got)}")


def _why_nothing(context: Context, got: Observation) -> str:
    """Why None may have come, as far as the text and PyTorch's own warnings tell."""
    if any("not a leaf Tensor" in warning for warning in got.warned):
        return (
            "You read `.grad` of a tensor that is the result of an operation. `backward` fills "
            "`.grad` only where the graph begins: at a tensor you made with `requires_grad`."
        )
    returned = [n.value for n in context.nodes if isinstance(n, ast.Return) and n.value]
    calls = [n.func.attr for n in returned if _is_method_call(n)]
    nothing = next((name for name in calls if name in _GIVE_NOTHING), None)
    if nothing:
        return (
            f"`{nothing}(...)` itself returns nothing: call it on a line of its own, then "
            "return what it changed."
        )
    if returned:
        return "Your `return` was reached with `None`, or was not reached at all."
    return "Did you forget to `return` the answer?"


def _is_method_call(node: ast.expr) -> TypeGuard[Any]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


# Methods of tensors and lists that work on the spot and give None.
_GIVE_NOTHING = frozenset(
    {"backward", "append", "extend", "insert", "reverse", "sort", "remove", "clear", "update"}
)
GRAPH_USED_UP = (
    "A graph can be walked back once. Compute the loss again before each `backward()`, or leave "
    "out the one that came too early."
)
