"""How nbgrader sees this course: source solutions/, release course/, the rest in classroom/.

Read by every `nbgrader` command started in this folder, by the Validate button and formgrader, and
by `autograder build` and `autograder grade`, so that all of them agree.
"""

from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.preprocessors import DeduplicateIds, Execute

c = get_config()  # noqa: F821  (traitlets defines it while it reads this file)

root = Path(__file__).resolve().parent
classroom = root / "classroom"

c.CourseDirectory.course_id = "introduction-to-pytorch"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.feedback_directory = "classroom/feedback"
c.CourseDirectory.db_url = f"sqlite:///{classroom / 'gradebook.db'}"
# A unit's source lies beside its notebook and holds the solutions: it never goes to a student.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "[0-9][0-9]_*.py",
]

c.ClearSolutions.code_stub = {"python": "# your code here"}

# Ours are named, not imported: the Validate button reads this file and needs neither.
sanitizers = Autograde.sanitize_preprocessors.default()
sanitizers.insert(
    sanitizers.index(DeduplicateIds) + 1, "autograder.grade.duplicates.ForgetDuplicates"
)
c.Autograde.sanitize_preprocessors = sanitizers
c.Autograde.autograde_preprocessors = [
    "autograder.grade.hidden_seed.ExecuteWithHiddenCases"
    if preprocessor is Execute
    else preprocessor
    for preprocessor in Autograde.autograde_preprocessors.default()
]
c.ExecuteWithHiddenCases.seeds_file = str(classroom / "seeds.json")
# A deleted test cell is put back, so that deleting it neither helps nor hurts.
c.OverwriteCells.add_missing_cells = True
# Seconds a cell may take; the first one pays for `import torch`, slow on a busy machine.
c.Execute.timeout = 120
# Not into the instructor's IPython history, and no kernel's warnings about its transport.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
