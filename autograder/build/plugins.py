"""What stock `nbgrader generate_assignment` and formgrader's button run beside nbgrader's parts."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.build.answers import put_stub_back
from autograder.build.source import MADE_WITH, STAMP


class StubsBack(NbGraderPreprocessor):
    """Puts nbgrader's marks back where a solution notebook shows none; before ClearSolutions."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Change one cell of a notebook that is about to be given out."""
        put_stub_back(cell)
        return cell, resources


class DropStamp(NbGraderPreprocessor):
    """Takes away what made a solution notebook's outputs; a course notebook has none."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Change one notebook that is about to be given out."""
        nb.metadata.get(STAMP, {}).pop(MADE_WITH, None)
        return nb, resources
