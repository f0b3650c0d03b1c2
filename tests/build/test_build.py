"""Building a unit: what its two notebooks hold, and when they are stale."""

import shutil
import sysconfig
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.build.answers import STUB
from autograder.build.execute import scrub
from autograder.build.source import Unit, compose, find_units
from autograder.build.units import Made, differences, made_elsewhere, make, write
from autograder.course import configuration, find_root, nbgrader
from autograder.errors import BuildError, CourseError
from tests.sample_course import DECLARED, NAME, SOURCE, make_course


@pytest.fixture(scope="module")
def unit(tmp_path_factory) -> Unit:
    unit = make_course(tmp_path_factory.mktemp("course"))
    (unit.source.parent / "data.csv").write_text("1,2\n")
    return unit


@pytest.fixture(scope="module")
def made(unit) -> Made:
    return make(unit, DECLARED)


@pytest.fixture(scope="module")
def built(unit, made) -> Unit:
    write(unit, made)
    return unit


@pytest.fixture
def copy(built, tmp_path) -> Unit:
    """The built course once more, to be spoilt."""
    shutil.copytree(built.root, tmp_path / "course")
    return Unit(tmp_path / "course", NAME)


def read(path):
    return nbformat.read(path, as_version=4)


def cell(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def printed(notebook):
    return "\n".join(str(cell.outputs) for cell in notebook.cells if cell.cell_type == "code")


def test_the_solution_keeps_what_its_cells_printed(built):
    assert "the same twice" in printed(read(built.solution))


def test_the_course_has_no_outputs(built):
    assert all(not cell.get("outputs") for cell in read(built.course).cells)


def test_the_course_holds_a_stub_in_place_of_the_solution(built):
    assert cell(read(built.course), "product-answer").source == (
        'def product(a, b):\n    """a times b."""\n    # your code here'
    )


def test_a_value_keeps_its_name_in_the_stub(built):
    assert cell(read(built.course), "prices-answer").source.startswith("prices = ...\n")


def test_the_course_holds_no_trace_of_a_solution(built):
    text = built.course.read_text()
    assert "SOLUTION" not in text and "a * b" not in text and '\\"ab\\"\\n' not in text


def test_the_solution_shows_no_marks_of_nbgrader(built):
    assert all("SOLUTION" not in one.source for one in read(built.solution).cells)
    assert cell(read(built.solution), "product-answer").source == (
        'def product(a, b):\n    """a times b."""\n    return a * b'
    )


def test_a_value_in_the_solution_is_not_three_dots_first(built):
    assert cell(read(built.solution), "prices-answer").source == "prices = [1, 2]"


def test_the_course_says_nothing_of_how_marks_were_hidden(built):
    assert STUB not in built.course.read_text()


BROKEN = "def product(a, b):\n    return a + b\n"


@pytest.mark.parametrize(
    ("comment", "between"),
    [("", "# Fixed: A sum is no product.\n"), ("# My way.\n", "# Fixed:\n# My way.\n")],
)
def test_between_a_broken_function_and_the_fixed_one_is_what_was_wrong(tmp_path, comment, between):
    asked = replace(DECLARED[NAME][0], kind="fix", broken=BROKEN, reason="A sum is no product.")
    stub = SOURCE[SOURCE.index("def product") : SOURCE.index(" END SOLUTION")]
    right = BROKEN.replace("+", "*")
    fixed = f"{BROKEN}### BEGIN SOLUTION\n{comment}{right}###"
    unit = make_course(tmp_path / "course", SOURCE.replace(stub, fixed))
    notebook = compose(unit, {NAME: [asked, *DECLARED[NAME][1:]]})
    assert cell(notebook, "product-answer").source == f"{BROKEN}{between}{right.rstrip()}"


def generated(unit):
    """The course notebook that stock nbgrader makes from the solution notebook as it stands."""
    shutil.rmtree(unit.course.parent)
    configured = configuration(unit.root)
    (unit.root / "classroom").mkdir(exist_ok=True)
    assert nbgrader(configured).generate_assignment(NAME)["success"]
    return read(unit.course)


def test_nbgraders_own_command_makes_the_same_course(copy):
    before = copy.course.read_bytes()
    generated(copy)
    assert copy.course.read_bytes() == before


def test_what_is_changed_in_a_solution_never_reaches_the_course(copy):
    text = copy.solution.read_text().replace("return a * b", "return b * a")
    copy.solution.write_text(text)
    assert "b * a" in text and "b * a" not in str(generated(copy).cells)


def test_marks_that_somebody_writes_into_the_solution_count(copy):
    notebook = read(copy.solution)
    cell(
        notebook, "prices-answer"
    ).source = "prices = []\n### BEGIN SOLUTION\nprices = [1, 2]\n### END SOLUTION"
    nbformat.write(notebook, copy.solution)
    assert cell(generated(copy), "prices-answer").source == "prices = []\n# your code here"


def test_the_source_never_goes_to_the_course(built):
    assert sorted(path.name for path in built.course.parent.iterdir()) == [
        f"{NAME}.ipynb",
        "data.csv",
    ]


def test_graded_cells_carry_the_points_of_their_exercise(built):
    course = read(built.course)
    assert {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in course.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    } == {"product": 2, "prices": 1, "letters": 4}


def test_run_all_goes_past_a_check_that_raises(built):
    assert "raises-exception" in cell(read(built.course), "product").metadata.tags


def test_test_cells_are_locked_against_editing(built):
    metadata = cell(read(built.course), "product").metadata
    assert (metadata.editable, metadata.deletable) == (False, False)


def test_outputs_name_no_file_of_this_machine(built):
    text = printed(read(built.solution))
    assert str(built.root) not in text and "ipykernel" not in text


def test_outputs_hold_no_address_of_an_object(built):
    assert "<object object at 0x...>" in printed(read(built.solution))


def test_no_notebook_names_the_patch_version_of_python(built):
    for path in (built.solution, built.course):
        assert "version" not in read(path).metadata.language_info


def test_building_twice_gives_the_same_bytes(copy):
    before = copy.solution.read_bytes(), copy.course.read_bytes()
    write(copy, make(copy, DECLARED))
    assert (copy.solution.read_bytes(), copy.course.read_bytes()) == before


def test_cells_with_the_same_content_have_different_ids(built):
    ids = [cell.id for cell in read(built.solution).cells]
    assert len(ids) == len(set(ids))


def test_what_was_built_is_what_the_source_makes(built, made):
    assert differences(built, made) == []


def test_a_changed_source_makes_both_notebooks_stale(copy):
    copy.source.write_text(SOURCE.replace("worth asking", "worth two"))
    assert [line.split(" differs")[0] for line in differences(copy, make(copy, DECLARED))] == [
        f"solutions/{NAME}/{NAME}.ipynb",
        f"course/{NAME}/{NAME}.ipynb",
    ]


def test_changed_points_make_both_notebooks_stale(copy):
    declared = {NAME: [replace(one, points=7) for one in DECLARED[NAME]]}
    assert len(differences(copy, make(copy, declared))) == 2


def test_what_a_cell_shows_may_depend_on_anything(tmp_path, monkeypatch):
    """A sentence of the engine, a picture, a package: whoever runs the source sees it change."""
    (tmp_path / "somewhere.py").write_text('word = "before"\n')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    source = SOURCE + "\n# %%\nimport somewhere\n\nprint(somewhere.word)\n"
    unit = make_course(tmp_path / "course", source)
    write(unit, make(unit, DECLARED))
    (tmp_path / "somewhere.py").write_text('word = "after, of another length"\n')
    (line,) = differences(unit, make(unit, DECLARED))
    assert "there stands “text: before”, now comes “text: after" in line


def test_a_changed_data_file_makes_a_unit_stale(copy, made):
    (copy.course.parent / "data.csv").write_text("3,4\n")
    assert differences(copy, made) == [
        f"course/{NAME}/data.csv is not the file that lies in solutions"
    ]


def test_a_missing_course_notebook_is_found_out(copy, made):
    copy.course.unlink()
    assert differences(copy, made) == [f"course/{NAME}/{NAME}.ipynb is missing"]


def test_an_edited_course_notebook_is_found_out(copy, made):
    notebook = read(copy.course)
    cell(notebook, "product").source = "assert True"
    nbformat.write(notebook, copy.course)
    (line,) = differences(copy, made)
    assert f"course/{NAME}/{NAME}.ipynb differs" in line and "'product'" in line


def test_outputs_left_in_the_course_are_found_out(copy, made):
    notebook = read(copy.course)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="left over")]
    nbformat.write(notebook, copy.course)
    (line,) = differences(copy, made)
    assert line.startswith(f"course/{NAME}/{NAME}.ipynb has other outputs")


@pytest.mark.parametrize("says", ["the same twice", "missing 1 required", "careful"])
def test_an_output_that_the_source_does_not_give_is_found_out(copy, made, says):
    text = copy.solution.read_text()
    outputs = text.replace(says, "something else")
    assert outputs != text
    for source in ('"print(\\"something else', '"warnings.warn(\\"something else'):
        outputs = outputs.replace(source, source.replace("something else", says))
    copy.solution.write_text(outputs)
    (line,) = differences(copy, made)
    assert "shows something else in cell" in line and "something else" in line and says in line


def test_a_lost_output_is_found_out(copy, made):
    notebook = read(copy.solution)
    next(one for one in notebook.cells if one.get("outputs")).outputs = []
    nbformat.write(notebook, copy.solution)
    assert "now comes another line" in differences(copy, made)[0]


MEASURED = """
# %% tags=["measured"]
import time

print("it took", time.perf_counter_ns(), "ns")
"""


def test_measured_times_may_differ_and_the_words_beside_them_may_not(tmp_path):
    unit = make_course(tmp_path / "course", SOURCE + MEASURED)
    write(unit, make(unit, DECLARED))
    again = make(unit, DECLARED)
    assert again.solution != read(unit.solution) and differences(unit, again) == []
    text = unit.solution.read_text()
    unit.solution.write_text(text.replace('"it took ', '"it needed '))
    assert "“took”" in differences(unit, again)[0]


def test_outputs_made_with_other_versions_are_not_compared_and_it_is_said(copy, made):
    notebook = read(copy.solution)
    notebook.metadata.autograder.made_with.torch = "1.0"
    next(one for one in notebook.cells if one.get("outputs")).outputs = []
    nbformat.write(notebook, copy.solution)
    assert differences(copy, made) == []
    assert "were made with torch 1.0; here is torch" in made_elsewhere(copy)


def test_a_build_sees_no_graphics_card_and_no_variable_of_a_grader(copy, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("AUTOGRADER_SEED", "not a number")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    look = (
        'print("card", repr(os.environ["CUDA_VISIBLE_DEVICES"]), "AUTOGRADER_SEED" in os.environ)'
    )
    copy.source.write_text(f"{SOURCE}\n# %%\n{look}\n")
    assert "card '' False" in printed(make(copy, DECLARED).solution)


def refuse(tmp_path, source, saying):
    unit = make_course(tmp_path / "course", source)
    with pytest.raises(BuildError, match=saying):
        make(unit, DECLARED)
    assert not unit.solution.exists() and not unit.course.exists()


def test_a_solution_that_earns_less_than_everything_is_refused(tmp_path):
    refuse(tmp_path, SOURCE.replace('"ab"\n###', '"a"\n###'), "'letters' earns 1.5 of 4 points")


def test_a_solution_that_its_check_rejects_is_refused_with_what_the_check_said(tmp_path):
    refuse(
        tmp_path, SOURCE.replace("return a * b", "return 5"), "(?s)'product' earns 0 .*Assertion"
    )


def test_a_cell_that_raises_unannounced_is_refused(tmp_path):
    refuse(tmp_path, SOURCE + "\n# %%\n1 / 0\n", "ZeroDivisionError")


def test_a_cell_announced_to_raise_that_does_not_is_refused(tmp_path):
    refuse(tmp_path, SOURCE.replace("product(2)\n", "product(2, 3)\n"), "raises nothing")


def test_points_in_the_source_that_contradict_the_exercise_are_refused(tmp_path):
    said = SOURCE.replace('"grade_id": "prices",', '"grade_id": "prices", "points": 9,')
    refuse(tmp_path, said, "Points stand in the exercise")


def test_a_solution_outside_a_solution_cell_is_refused(tmp_path):
    leak = "\n# %%\n### BEGIN SOLUTION\nsecret = 1\n### END SOLUTION\n"
    refuse(tmp_path, SOURCE + leak, "nbgrader could not make the course notebook")


def test_points_that_nbgrader_wrote_into_the_source_may_stay_where_they_are_right(tmp_path):
    said = SOURCE.replace('"grade_id": "prices",', '"grade_id": "prices", "points": 1,')
    assert compose(make_course(tmp_path / "course", said), DECLARED).cells


def test_a_unit_may_be_named_by_its_number(built):
    assert find_units(built.root, ["01"]) == [built]


def test_an_unknown_unit_is_answered_with_those_there_are(built):
    with pytest.raises(BuildError, match=f"no unit called '07'. The units are: {NAME}"):
        find_units(built.root, ["07"])


def test_the_course_is_found_from_inside_it(built):
    assert find_root(built.course.parent) == built.root.resolve()


def test_outside_the_course_a_command_says_where_to_go(tmp_path):
    with pytest.raises(CourseError, match="not inside the course's folder"):
        find_root(tmp_path)


@pytest.mark.parametrize("place", ["purelib", "stdlib"])
def test_outputs_name_no_folder_of_an_environment_with_a_space_in_its_name(monkeypatch, place):
    folder = f"/home/ada/my course/.venv/{place}"
    monkeypatch.setattr(
        sysconfig, "get_paths", lambda: {"purelib": "/p", "stdlib": "/s", place: folder}
    )
    text = nbformat.v4.new_output("stream", text=f'File "{folder}/torch/nn.py", line 3')
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[text])])
    scrub(notebook, Path("/home/ada/my course"))
    assert notebook.cells[0].outputs[0].text == 'File "torch/nn.py", line 3'
