"""A newer course over a worked notebook: every answer stays, and what can't be done is refused."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.errors import UpdateError
from autograder.student.handed_out import content_id
from autograder.student.update import update, worked_notebooks

UNIT = "00_start_here"
COURSE = Path(__file__).parent.parent.parent / "course"


@pytest.fixture
def worked(tmp_path):
    """A notebook as it was given out; its folder is the student's."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return Path(shutil.copy(COURSE / UNIT / f"{UNIT}.ipynb", folder))


@pytest.fixture
def newer(worked, tmp_path):
    """The same unit a year later: a cell changed, one gone, one new, one exercise gone."""
    folder = tmp_path / "newer"
    folder.mkdir()
    notebook = read(worked)
    lessons = [cell for cell in notebook.cells if "nbgrader" not in cell.metadata]
    rewrite(lessons[2], "Another text.")
    notebook.cells.remove(lessons[4])
    notebook.cells.insert(5, lesson("A new text."))
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("text_plus")
    ]
    notebook.metadata["autograder"] = {"source": "a year later"}
    nbformat.write(notebook, folder / f"{UNIT}.ipynb")
    return folder


def read(path):
    return nbformat.read(path, as_version=4)


def rewrite(cell, text):
    cell.source = text
    cell.id = content_id(cell.cell_type, text)


def lesson(text):
    cell = new_markdown_cell(text)
    cell.id = content_id("markdown", text)
    return cell


def cell_of(notebook, grade_id):
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return notebook.cells[ids.index(grade_id)]


def change(path, act):
    notebook = read(path)
    act(notebook)
    nbformat.write(notebook, path)


def texts(path):
    return [cell.source for cell in read(path).cells]


def answer(notebook, name="seconds_in_a_day", text="seconds_in_a_day = 86_400"):
    cell_of(notebook, f"{name}-answer").source = text


def test_an_untouched_notebook_becomes_the_newer_one(worked, newer):
    assert "no answers and no other cells" in str(update(worked, newer))
    assert texts(worked) == texts(newer / worked.name)


def test_answers_stay_in_their_cells(worked, newer):
    change(worked, answer)
    update(worked, newer)
    cell = cell_of(read(worked), "seconds_in_a_day-answer")
    assert cell.source == "seconds_in_a_day = 86_400"
    assert cell.metadata.nbgrader.solution


def test_the_answer_to_an_exercise_that_is_gone_stays_as_an_ordinary_cell(worked, newer):
    change(worked, lambda n: answer(n, "text_plus_number", "text_plus_number = 'raises'"))
    assert update(worked, newer).own == 1
    (cell,) = (c for c in read(worked).cells if "text_plus_number = 'raises'" in c.source)
    assert "nbgrader" not in cell.metadata


def test_a_students_own_cells_stay_where_they_were(worked, newer):
    def add(notebook):
        at = notebook.cells.index(cell_of(notebook, "average_of_list"))
        notebook.cells[at + 1 : at + 1] = [new_code_cell("mine = 1"), new_markdown_cell("Mine, 2")]
        notebook.cells.append(new_code_cell("last = 3"))
        notebook.cells.insert(0, new_markdown_cell("Mine, 0"))

    change(worked, add)
    assert update(worked, newer).own == 4
    found = texts(worked)
    after = found.index('check("average_of_list")')
    assert found[after + 1 : after + 3] == ["mine = 1", "Mine, 2"]
    assert (found[0], found[-1]) == ("Mine, 0", "last = 3")


def play(notebook):
    """What a student does who tries another number in the lesson."""
    next(cell for cell in notebook.cells if cell.source == "minutes = 45").source = "minutes = 1"


def test_a_line_of_the_lesson_that_a_student_changed_stays_changed(worked, newer):
    def play(notebook):
        next(
            cell for cell in notebook.cells if cell.source == "minutes = 45"
        ).source = "minutes = 1"

    change(worked, play)
    update(worked, newer)
    assert "minutes = 1" in texts(worked)
    assert "minutes = 45" not in texts(worked)


def test_a_changed_line_whose_original_is_gone_is_kept_too(worked, newer):
    def play(notebook):
        next(
            cell for cell in notebook.cells if cell.source == "minutes = 45"
        ).source = "minutes = 1"

    change(worked, play)
    change(
        newer / worked.name,
        lambda n: rewrite(next(c for c in n.cells if c.source == "minutes = 45"), "minutes = 50"),
    )
    update(worked, newer)
    assert {"minutes = 1", "minutes = 50"} <= set(texts(worked))


def test_the_notebook_as_it_was_lies_beside_each_time(worked, newer):
    change(worked, answer)
    before = worked.read_bytes()
    first = update(worked, newer)
    assert first.backup.read_bytes() == before
    change(worked, lambda n: n.metadata.autograder.update(source="older"))
    second = update(worked, newer)
    assert first.backup.read_bytes() == before
    assert second.backup != first.backup


def test_what_was_shown_below_an_unchanged_cell_stays(worked, newer):
    def shows(notebook):
        cell = next(cell for cell in notebook.cells if cell.source == "minutes * 60")
        cell.outputs = [nbformat.v4.new_output("stream", text="2700")]

    change(worked, shows)
    update(worked, newer)
    cell = next(cell for cell in read(worked).cells if cell.source == "minutes * 60")
    assert cell.outputs[0].text == "2700"


def test_what_is_up_to_date_is_not_written(worked, newer):
    update(worked, newer)
    before = worked.read_bytes(), worked.stat().st_mtime_ns
    assert str(update(worked, newer)).endswith("is up to date.")
    assert (worked.read_bytes(), worked.stat().st_mtime_ns) == before


def test_the_result_is_a_valid_notebook_that_nbgrader_knows(worked, newer):
    from nbgrader.nbgraderformat import MetadataValidator

    change(worked, answer)
    update(worked, newer)
    nbformat.validate(read(worked))
    MetadataValidator().validate_nb(read(worked))


def test_backups_and_copies_are_not_taken_for_notebooks_of_the_course(worked, newer):
    update(worked, newer)
    shutil.copy(worked, worked.with_name(f"{UNIT}-Copy1.ipynb"))
    assert worked_notebooks([worked.parent]) == [worked]


def no_notebook(path):
    path.write_text("junk")


def without_marks(path):
    change(path, lambda n: [cell.metadata.pop("nbgrader", None) for cell in n.cells])


def without_ids(path):
    notebook = json.loads(path.read_text())
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"colab{number}"
    path.write_text(json.dumps(notebook))


def answered_twice(path):
    def double(notebook):
        cell = nbformat.from_dict(dict(cell_of(notebook, "seconds_in_a_day-answer")))
        notebook.cells.append(nbformat.from_dict({**cell, "id": "another"}))

    change(path, double)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (no_notebook, "is not a notebook"),
        (without_marks, "lost the marks"),
        (without_ids, "lost their ids"),
        (answered_twice, "two cells"),
        (lambda path: path.unlink(), "can't be read"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_changed(worked, newer, spoil, says):
    spoil(worked)
    before = [(path.name, path.read_bytes()) for path in sorted(worked.parent.iterdir())]
    with pytest.raises(UpdateError, match=says):
        update(worked, newer)
    assert [(path.name, path.read_bytes()) for path in sorted(worked.parent.iterdir())] == before


def test_the_courses_own_file_is_told_from_a_worked_copy():
    with pytest.raises(UpdateError, match="--from"):
        update(COURSE / UNIT / f"{UNIT}.ipynb")


def test_where_there_is_no_newer_notebook_it_says_so(worked, tmp_path):
    with pytest.raises(UpdateError, match="There is no"):
        update(worked, tmp_path)


def test_the_command_updates_a_folder_and_tells_what_it_kept(worked, newer, autograder):
    change(worked, answer)
    status, said, _ = autograder("update", str(worked.parent), "--from", str(newer))
    assert status == 0
    assert "1 answer and no other cells of yours kept" in said


def test_the_command_says_in_a_sentence_what_it_could_not_do(worked, newer, autograder):
    no_notebook(worked)
    status, _, said = autograder("update", str(worked), "--from", str(newer))
    assert status == 2
    assert "is not a notebook" in said
    assert "Traceback" not in said
