"""Slips that show in how an answer is written, or in the error that it raised: each is said only
where both were seen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from autograder.judge.exercise import Exercise
from autograder.judge.finding import Finding
from autograder.judge.slip import Slip
from autograder.witness.source import Program
from autograder.witness.witness import Observation

_LOOPS = (ast.For, ast.While)
_MAKE_FLOATS = ("zeros", "ones", "linspace", "empty")
# What the answer to a question can show; how it was found, or what became of the inputs, is more.
_OF_THE_ANSWER = ("exists", "type", "number of values", "shape", "dtype", "values")


def of_the_error(got: Observation, program: Program, name: str) -> Slip | None:
    """What an error tells, with a look at what was written."""
    if got.error is None:
        return None
    message = got.error.message
    if "device string: gpu" in message:
        return Slip(
            "gpu_for_cuda",
            "PyTorch knows no device called `gpu`. Use the device of the input, `x.device`.",
        )
    if "does not require grad and does not have a grad_fn" in message:
        return _without_a_graph(_nodes(program, name))
    if "Boolean value of Tensor with more than one value" in message:
        return Slip(
            "tensor_in_if",
            "`if`, `while`, `and`, `or` and `not` want a single True or False, and a comparison "
            "of a tensor gives one for each element. Work with all of them at once: with a mask, "
            "or with a function such as `torch.where`.",
        )
    if message.startswith("stack expects each tensor to be equal size"):
        return Slip(
            "stack_of_unequal",
            "`stack` lays tensors of one shape on a pile, in a new dimension, and these are not "
            "of one shape. `cat` joins them along a dimension that they have.",
        )
    return None


def _without_a_graph(nodes: list[ast.AST]) -> Slip | None:
    for node in nodes:
        if not isinstance(node, ast.With):
            continue
        opens = _words(item.context_expr for item in node.items)
        if "no_grad" in opens and "backward" in _words(node.body):
            return Slip(
                "backward_in_no_grad",
                "Inside `torch.no_grad()` nothing is recorded, so `backward` has nothing to go "
                "back through. Only the step belongs in there: the loss and its `backward` come "
                "before it.",
            )
    asked = {"requires_grad_", "requires_grad", "func", "Parameter"}
    if not nodes or _words(nodes) & asked:
        return None
    return Slip(
        "no_requires_grad",
        "Nothing in your code asks for gradients, so no graph was recorded. Mark the tensor that "
        "you want the slope by before you compute with it: `t = x.clone().requires_grad_()`.",
    )


def of_the_text(exercise: Exercise, finding: Finding, program: Program, name: str) -> Slip | None:
    """What the text of a wrong answer tells by itself."""
    if finding.aspect not in _OF_THE_ANSWER:
        return None
    node, nodes = program.definition(name), _nodes(program, name)
    if isinstance(node, ast.FunctionDef) and exercise.called:
        slip = _notebook_variable(exercise, program, node) or _return_in_loop(node)
        if slip is not None:
            return slip
    if finding.aspect in ("values", "type") and (slip := _length_of_comparison(nodes)) is not None:
        return slip
    if finding.aspect == "dtype":
        return _made_floats(finding, nodes)
    return None


def unused(exercise: Exercise, finding: Finding, program: Program, name: str) -> Slip | None:
    """A parameter that the answer never looks at."""
    node = program.definition(name)
    if not isinstance(node, ast.FunctionDef) or finding.aspect not in _OF_THE_ANSWER:
        return None
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
    used = {n.id for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name)}
    never = next((one for one in names if one not in used), None)
    if never is None or len(names) != len(exercise.parameters):
        return None
    return Slip(
        "parameter_unused",
        f"Your code never looks at `{never}`, which it is given.",
    )


def uses_no_parameter(program: Program, name: str) -> bool:
    """Whether the answer is a function that never looks at any of its parameters."""
    node = program.definition(name)
    if not isinstance(node, ast.FunctionDef):
        return False
    used = {n.id for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name)}
    return not used & {one.arg for one in (*node.args.posonlyargs, *node.args.args)}


def _notebook_variable(exercise: Exercise, program: Program, node: ast.FunctionDef) -> Slip | None:
    """A variable of the notebook in the place of a parameter."""
    parameters = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
    inside = [n for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name)]
    used = {n.id for n in inside if isinstance(n.ctx, ast.Load)}
    own = {n.id for n in inside if isinstance(n.ctx, ast.Store)} | set(parameters)
    unused = [one for one in parameters if one not in used]
    foreign = [
        one
        for one in dict.fromkeys(n.id for n in inside if n.id in used - own)
        if _is_a_value(program.definition(one))
    ]
    if not (unused and foreign):
        return None
    return Slip(
        "notebook_variable",
        f"Inside `{exercise.name}` you use `{foreign[0]}`, a variable of the notebook, and never "
        f"the parameter `{unused[0]}`. A function works with what its caller hands it.",
    )


def _is_a_value(node: ast.AST | None) -> bool:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    return node is not None and not isinstance(node, (*kinds, ast.Lambda, ast.Constant))


def _return_in_loop(node: ast.FunctionDef) -> Slip | None:
    loops = [inner for inner in ast.walk(node) if isinstance(inner, _LOOPS)]
    if not any(isinstance(statement, ast.Return) for loop in loops for statement in loop.body):
        return None
    return Slip(
        "return_in_loop",
        "`return` ends the function at once, and yours stands inside the loop: there is no second "
        "round. Move it to the left, so that it comes after the loop.",
    )


def _length_of_comparison(nodes: list[ast.AST]) -> Slip | None:
    for node in nodes:
        if (
            isinstance(node, ast.Call)
            and _words([node.func]) & {"len", "numel"}
            and any(isinstance(one, ast.Compare) for one in (*node.args, _owner(node.func)))
        ):
            return Slip(
                "length_of_comparison",
                "A comparison has an element for each number, True or False, and you asked how "
                "long it is: that counts both. Its `.sum()` counts the True ones.",
            )
    return None


def _owner(node: ast.expr) -> ast.expr | None:
    return node.value if isinstance(node, ast.Attribute) else None


def _made_floats(finding: Finding, nodes: list[ast.AST]) -> Slip | None:
    """A function that makes floats unless it is told a dtype, where integers were asked for."""
    if "dtype float32, but it should have dtype int" not in finding.says:
        return None
    made = {
        word
        for node in nodes
        if isinstance(node, ast.Call) and not any(k.arg == "dtype" for k in node.keywords)
        for word in _words([node.func]) & set(_MAKE_FLOATS)
    }
    if len(made) != 1:
        return None
    word = made.pop()
    return Slip(
        "made_floats",
        f"`torch.{word}` makes floats unless it is told otherwise. "
        + (
            "Whole numbers in a row come from `torch.arange`."
            if word == "linspace"
            else f"Whole numbers need `torch.{word}(..., dtype=torch.int64)`."
        ),
    )


def _nodes(program: Program, name: str) -> list[ast.AST]:
    return [node for part in program.reached(name) for node in ast.walk(part)]


def _words(nodes: Iterable[ast.AST]) -> set[str]:
    """The names, attributes and keywords in what is written."""
    found: set[str] = set()
    for top in nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
    return found
