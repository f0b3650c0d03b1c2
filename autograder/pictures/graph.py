"""What autograd recorded: the operations behind one number, with values and gradients."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch.autograd.graph import Node as Function
from torch.utils.hooks import RemovableHandle

from autograder.pictures.picture import ShowError

MOST_NODES = 24

_SIGNS = {
    "Mul": "×",
    "Add": "+",
    "Sub": "−",
    "Rsub": "−",
    "Div": "÷",
    "Neg": "−",
    "Pow": "**",
    "Mm": "@",
    "Mv": "@",
    "Bmm": "@",
    "Dot": "@",
}
# Beside a name, or alone in a box, this sign is easily read as the letter x.
_IN_WORDS = {"×": "product"}
# What PyTorch calls the operands it kept for the backward pass, in their order.
_OPERANDS = {0: ("_saved_self",), 1: ("_saved_other", "_saved_mat2", "_saved_exponent")}


@dataclass(eq=False)
class Node:
    """A tensor in the graph: a leaf, or the result of an operation.

    Attributes:
        operation: what computed it, such as `product` or `× 3`; empty for a leaf.
        name: what the student calls it, or empty.
        inputs: the nodes it was computed from, in the order of the operands.
        value: CPU tensor, or None where PyTorch did not keep it.
        gradient: derivative of the final number with respect to this tensor, same shape.
        stored: what `.grad` of a leaf holds.
    """

    operation: str
    name: str = ""
    inputs: list[Node] = field(default_factory=list)
    value: torch.Tensor | None = None
    gradient: torch.Tensor | None = None
    stored: torch.Tensor | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes in an order in which they can be computed; the last one is the final number."""

    nodes: list[Node]
    freed: bool


def read_graph(result: torch.Tensor, names: Mapping[str, torch.Tensor]) -> Graph:
    """The graph behind a number that autograd recorded. Leaves every `.grad` as it was.

    Args:
        result: one element, requires_grad.
        names: names for tensors in the graph; PyTorch itself knows none.

    Raises:
        ShowError: nothing was recorded, more than one element, or too many operations.
    """
    _check(result, names)
    if result.grad_fn is None:
        value = _copy(result)
        leaf = Node("", _name_of(result, names) or "x", value=value)
        leaf.gradient, leaf.stored = torch.ones_like(value), _copy_of(result.grad)
        return Graph([leaf], False)
    functions = _functions(result.grad_fn)
    gradients = _gradients(result, functions, names)
    named = {tensor.grad_fn: (name, tensor) for name, tensor in names.items() if tensor.grad_fn}
    nodes: dict[Function, Node] = {}
    for function in functions:
        nodes[function] = node = Node(_operation(function))
        node.inputs = [nodes[f] for f, _ in function.next_functions if f is not None]
        node.gradient = gradients.get(function)
        variable = _variable(function)
        if variable is not None:
            node.operation, node.name = "", _name_of(variable, names)
            node.value, node.stored = _copy(variable), _copy_of(variable.grad)
        elif function in named:
            node.name, node.value = named[function][0], _copy(named[function][1])
    nodes[result.grad_fn].value = _copy(result)
    _fill_values(functions, nodes)
    return Graph([nodes[function] for function in functions], not gradients)


def _check(result: torch.Tensor, names: Mapping[str, torch.Tensor]) -> None:
    if not isinstance(result, torch.Tensor) or not result.requires_grad:
        raise ShowError(
            "Autograd recorded nothing here. Compute the number from a tensor that was made with "
            "requires_grad=True."
        )
    if result.numel() != 1:
        raise ShowError(
            f"A graph ends in one number, and this tensor has {result.numel()}. Add them up first: "
            f"show.graph(z.sum())."
        )
    if not all(isinstance(tensor, torch.Tensor) for tensor in names.values()):
        raise ShowError('names says which tensor is called what: names={"x": x, "z": z}.')


def _name_of(tensor: torch.Tensor, names: Mapping[str, torch.Tensor]) -> str:
    return next((name for name, known in names.items() if known is tensor), "")


def _variable(function: Function) -> torch.Tensor | None:
    """The leaf at which the way of a gradient ends; None within the graph."""
    return getattr(function, "variable", None)


def _copy(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.detach().cpu().clone()


def _copy_of(tensor: torch.Tensor | None) -> torch.Tensor | None:
    return None if tensor is None else _copy(tensor)


def _functions(last: Function) -> list[Function]:
    """Every function of the graph, each after the ones it takes its inputs from."""
    order: list[Function] = []
    seen = set()
    waiting = [(last, False)]
    while waiting:
        function, ready = waiting.pop()
        if ready:
            order.append(function)
        elif function not in seen:
            seen.add(function)
            waiting.append((function, True))
            inputs = [f for f, _ in function.next_functions if f is not None]
            waiting += [(f, False) for f in reversed(inputs) if f not in seen]
        if len(seen) > MOST_NODES:
            raise ShowError(
                f"More than {MOST_NODES} operations were recorded, too many for one picture. "
                f"Draw a smaller expression."
            )
    return order


def _gradients(
    result: torch.Tensor, functions: list[Function], names: Mapping[str, torch.Tensor]
) -> dict[Function, torch.Tensor]:
    """The gradient at every function's output; empty when backward() has freed the graph."""
    found: dict[Function, torch.Tensor] = {}
    leaves = {f: leaf for f in functions if (leaf := _variable(f)) is not None}
    # A tensor with retain_grad() writes .grad in every pass, so it is put back afterwards.
    kept = [(t, t.grad) for t in names.values() if not t.is_leaf and t.retains_grad]

    def catch(function: Function) -> RemovableHandle:
        def hook(gradients: tuple[torch.Tensor | None, ...]) -> None:
            known = [g for g in gradients if g is not None]
            if known:
                found[function] = _copy(known[0])

        return function.register_prehook(hook)

    hooks = [catch(f) for f in functions if f not in leaves]
    try:
        gradients = torch.autograd.grad(
            result, list(leaves.values()), retain_graph=True, allow_unused=True
        )
    except RuntimeError:
        return {}
    finally:
        for hook in hooks:
            hook.remove()
        for tensor, gradient in kept:
            tensor.grad = gradient
    pairs = zip(leaves, gradients, strict=True)
    return found | {leaf: _copy(g) for leaf, g in pairs if g is not None}


def _operation(function: Function) -> str:
    """The sign or the name of an operation, with its constant: `+`, `× 3.0`, `log_softmax`."""
    name = re.sub(r"Backward\d*$", "", function.name().split("::")[-1])
    sign = _SIGNS.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    sides = [f for f, _ in function.next_functions]
    constant = _saved(function, _OPERANDS[1])
    alone = name == "Pow" or (len(sides) == 2 and sides[1] is None)
    if constant is None or not alone:
        return _IN_WORDS.get(sign, sign)
    if isinstance(constant, torch.Tensor):
        if constant.numel() != 1:
            return _IN_WORDS.get(sign, sign)
        constant = constant.item()
    return f"{sign} {constant:.4g}" if isinstance(constant, float) else f"{sign} {constant}"


def _saved(function: Function, attributes: tuple[str, ...]) -> Any:
    """What PyTorch kept for the backward pass, or None once it is gone."""
    for attribute in attributes:
        try:
            value = getattr(function, attribute, None)
        except RuntimeError:
            continue
        if value is not None:
            return value
    return None


def _fill_values(functions: list[Function], nodes: Mapping[Function, Node]) -> None:
    """Values that PyTorch kept, or that follow from those it kept."""
    for function in functions:
        for position, (source, _) in enumerate(function.next_functions[:2]):
            saved = _saved(function, _OPERANDS[position])
            if source is not None and isinstance(saved, torch.Tensor):
                node = nodes[source]
                node.value = _copy(saved) if node.value is None else node.value
    for function in functions:
        if nodes[function].value is None:
            nodes[function].value = _follows(function, nodes)


def _follows(function: Function, nodes: Mapping[Function, Node]) -> torch.Tensor | None:
    """The value of a simple operation from the values of its operands, where all are known."""
    result = _saved(function, ("_saved_result",))
    if isinstance(result, torch.Tensor):
        return _copy(result)
    operands: list[Any] = []
    for position, (source, _) in enumerate(function.next_functions[:2]):
        known = nodes[source].value if source else _saved(function, _OPERANDS[position])
        if known is None:
            return None
        operands.append(known.detach().cpu() if isinstance(known, torch.Tensor) else known)
    match function.name(), operands:
        case "AddBackward0", [a, b]:
            return torch.add(a, b, alpha=_saved(function, ("_saved_alpha",)))
        case "SubBackward0", [a, b]:
            return torch.sub(a, b, alpha=_saved(function, ("_saved_alpha",)))
        case "MulBackward0", [a, b]:
            return torch.mul(a, b)
        case "DivBackward0", [a, b]:
            return torch.div(a, b)
        case "PowBackward0", [a]:
            exponent = _saved(function, ("_saved_exponent",))
            return None if exponent is None else torch.pow(a, exponent)
        case "NegBackward0", [a]:
            return torch.neg(a)
        case "SumBackward0", [a]:
            return torch.sum(a)
        case "MeanBackward0", [a]:
            return torch.mean(a)
    return None
