"""How nbgrader sees this course: source solutions/, release course/, the rest in classroom/.

Read by every `nbgrader` command started in this folder, by the Validate button and formgrader, and
by `autograder build` and `autograder grade`, so that all of them agree.
"""

import contextlib
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import Execute, SaveAutoGrades

c = get_config()  # noqa: F821  (traitlets defines it while it reads this file)

root = Path(__file__).resolve().parent
classroom = root / "classroom"
# The gradebook opens only where there is a folder for it, and nbgrader's commands, formgrader and
# ours may each be the first. Where it can't be made, they say so when they need it.
with contextlib.suppress(OSError):
    classroom.mkdir(exist_ok=True)

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
# With ours, formgrader's Generate makes what lies in course/ already.
c.GenerateAssignment.preprocessors = [
    "autograder.build.plugins.StubsBack",
    *GenerateAssignment.preprocessors.default(),
    "autograder.build.plugins.DropStamp",
]

# What students handed in is run in the sandbox and judged from outside, by nbgrader's own commands
# too. Ours are named, not imported: the Validate button reads this file and needs none of them.
c.Autograde.exporter_class = "autograder.grade.plugins.AnyNotebookExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.grade.plugins.RepairMarks",
    *Autograde.sanitize_preprocessors.default(),
]
ours = {
    Execute: "autograder.grade.plugins.RunInRoom",
    SaveAutoGrades: "autograder.grade.plugins.SaveVerdicts",
}
c.Autograde.autograde_preprocessors = [
    ours.get(preprocessor, preprocessor)
    for preprocessor in Autograde.autograde_preprocessors.default()
]
# Feedback and formgrader show students' cells to somebody who is logged in.
c.HTMLExporter.preprocessors = ["autograder.grade.clean.CleanStudents"]
c.HTMLExporter.filters = {"markdown2html": "autograder.grade.clean.markdown"}
# One file that needs no network, with an index that names the exercises.
c.GenerateFeedback.exporter_class = "autograder.grade.feedback.FeedbackExporter"
for plugin in (c.RepairMarks, c.RunInRoom, c.SaveVerdicts):
    plugin.course = str(root / "course")
    plugin.classroom = str(classroom)
# The same columns as nbgrader's own, where a comma or a formula in a name does no harm.
c.ExportApp.plugin_class = "autograder.report.exports.SafeCsvExport"
# `nbgrader zip_collect` knows the same archives as `autograder collect`.
c.ZipCollectApp.extractor_plugin = "autograder.collect.plugins.CarefulExtractor"
c.ZipCollectApp.collector_plugin = "autograder.collect.plugins.NameCollector"
# Seconds a cell may take when nbgrader itself runs a notebook, as the Validate button does; the
# first one pays for `import torch`, slow on a busy machine.
c.Execute.timeout = 120
# Not into the instructor's IPython history, and no kernel's warnings about its transport.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
