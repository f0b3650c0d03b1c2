"""What stock `nbgrader generate_assignment` and formgrader's button run beside nbgrader's parts."""

from __future__ import annotations

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.build.source import STAMP


class DropStamp(NbGraderPreprocessor):
    """Takes away what a solution notebook says of its build, which is no part of the course."""

    def preprocess(self, nb, resources):
        """Change one notebook that is about to be given out."""
        nb.metadata.pop(STAMP, None)
        return nb, resources
