"""What stock `nbgrader generate_assignment` and formgrader's button run beside nbgrader's parts."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.build.answers import put_stub_back
from autograder.build.source import STAMP


class StubsBack(NbGraderPreprocessor):
    """Puts nbgrader's marks back where a solution notebook shows none; before ClearSolutions."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Change one cell of a notebook that is about to be given out."""
        put_stub_back(cell)
        return cell, resources


class DropStamp(NbGraderPreprocessor):
    """Takes away what a solution notebook says of its build, which is no part of the course."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Change one notebook that is about to be given out."""
        nb.metadata.pop(STAMP, None)
        return nb, resources
