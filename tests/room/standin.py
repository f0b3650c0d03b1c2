"""A witness for these tests: the question is a Python expression, the answer its text."""

from __future__ import annotations


def answer(question: bytes, namespace: dict) -> bytes:
    """The text of the expression's value in the notebook's namespace, or of what it raised."""
    try:
        return repr(eval(question.decode(), namespace)).encode()
    except Exception as error:
        return f"{type(error).__name__}: {error}".encode()
