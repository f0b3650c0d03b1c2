"""What stock `nbgrader generate_assignment` and formgrader's button run beside nbgrader's parts."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.build.source import STAMP


class DropStamp(NbGraderPreprocessor):
    """Takes away what a solution notebook says of its build, which is no part of the course."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Change one notebook that is about to be given out."""
        nb.metadata.pop(STAMP, None)
        return nb, resources
