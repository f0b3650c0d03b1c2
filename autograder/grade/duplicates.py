"""Copies of a test cell in a submission: they become ordinary cells instead of an error."""

from __future__ import annotations

from nbgrader.preprocessors import NbGraderPreprocessor


class ForgetDuplicates(NbGraderPreprocessor):
    """Finishes what nbgrader's DeduplicateIds begins.

    That empties the metadata of a copied cell, and an empty one reads as metadata of an outdated
    schema, for which nbgrader refuses the whole submission. Without any, it is an ordinary cell.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        """Remove a cell's nbgrader metadata where it is empty."""
        if cell.metadata.get("nbgrader") == {}:
            del cell.metadata["nbgrader"]
        return cell, resources
