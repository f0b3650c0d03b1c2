"""`autograder new`: blanks in their place, which their author fills in and nothing else."""

import importlib.util
import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import get_args

import jupytext
import pytest

from autograder import cli
from autograder.build.scaffold import new_exercise, new_unit
from autograder.build.source import find_units
from autograder.build.tables import read_tables, with_names
from autograder.build.units import make
from autograder.errors import BuildError, CourseError, ExerciseError
from autograder.exercises import units
from autograder.judge.parts import Kind

ROOT = Path(__file__).resolve().parents[2]
KINDS = get_args(Kind)
UNITS = [unit.name for unit in find_units(ROOT)]
NAME = "quite_new"


@pytest.fixture
def course(tmp_path):
    """The sources of the real course, to be added to."""
    keep = shutil.ignore_patterns("*.ipynb", "__pycache__", ".ipynb_checkpoints")
    for folder in ("autograder/exercises", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=keep)
    for file in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


@pytest.fixture
def empty(tmp_path):
    """A course without units."""
    (tmp_path / "autograder" / "exercises").mkdir(parents=True)
    (tmp_path / "solutions").mkdir()
    for file in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def ruff_finds(folder):
    """What ruff says of a folder's sources; empty when all is well."""
    said = ""
    (
        folder / "autograder" / "__init__.py"
    ).touch()  # or it is no package, and sorted as others' are
    for words in (["format", "--check"], ["check"]):
        command = [sys.executable, "-m", "ruff", *words, "--quiet", "--no-cache", "."]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        said += done.stdout + done.stderr if done.returncode else ""
    return said


def is_as_jupytext_writes_it(text):
    notebook = jupytext.reads(text, fmt="py:percent")
    again = jupytext.writes(notebook, fmt="py:percent")
    versions = re.compile(r"^#       (format_version|jupytext_version): .*\n", re.MULTILINE)
    return versions.sub("", again) == text


# -- where it goes ---------------------------------------------------------------------------------


def test_the_texts_of_the_modules_tell_what_the_registry_knows():
    declared = {table.unit: table.names for table in read_tables(ROOT)}
    assert declared == {unit.name: tuple(e.name for e in unit.exercises) for unit in units()}


@pytest.mark.parametrize("unit", UNITS)
def test_an_exercise_stands_before_the_section_that_closes_its_unit(course, unit):
    source = find_units(course, [unit])[0].source
    before = source.read_text()
    new_exercise(course, NAME, unit, "function")
    after = source.read_text()
    closing = after.partition(f'check("{NAME}")\n\n')[2]
    head = "# %% [markdown]\n"
    assert closing.startswith(f"{head}# ## ")
    assert before.endswith(closing.removeprefix(head))
    assert closing.partition("\nprogress()\n")[0].count("\n# ## ") == 1


@pytest.mark.parametrize("unit", UNITS)
def test_an_exercise_is_numbered_as_its_unit_does_it(course, unit):
    source = find_units(course, [unit])[0].source
    numbers = re.findall(r"### Exercise (\d+) ·", source.read_text())
    new_exercise(course, NAME, unit, "function")
    number = f" {int(numbers[-1]) + 1}" if numbers else ""
    assert f"# ### Exercise{number} · `{NAME}`\n" in source.read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_every_unit_takes_every_kind_clean_for_ruff_and_jupytext(course, kind):
    for unit in UNITS:
        new_exercise(course, f"{NAME}_{unit[:2]}", unit, kind)
    assert ruff_finds(course) == ""
    for unit in find_units(course):
        assert is_as_jupytext_writes_it(unit.source.read_text()), unit.name


def test_a_heading_inside_a_cell_is_cut_off_from_what_stands_above_it(empty):
    new_unit(empty, "01_one", "One")
    source = empty / "solutions" / "01_one" / "01_one.py"
    head = "# %% [markdown]\n# ## The card\n"
    source.write_text(
        source.read_text().replace(head, f"# %% [markdown]\n# So far.\n#\n{head[16:]}")
    )
    new_exercise(empty, NAME, "01", "value")
    text = source.read_text()
    assert text.index("# So far.\n\n# %% [markdown]\n# ### Exercise 1") < text.index(head)
    assert is_as_jupytext_writes_it(text)


def test_without_a_closing_section_an_exercise_stands_at_the_end(empty):
    new_unit(empty, "01_one", "One")
    source = empty / "solutions" / "01_one" / "01_one.py"
    source.write_text(source.read_text().replace("progress()", "print()"))
    new_exercise(empty, NAME, "01", "value")
    assert source.read_text().endswith(f'check("{NAME}")\n')


def test_a_name_that_is_imported_already_stays_as_it_is():
    text = "from autograder.judge.exercise import Unit, edge\n"
    wanted = "from autograder.judge.exercise import Mistake, Unit, edge, ordinary\n"
    assert with_names(text, {"ordinary", "Mistake", "edge"}) == wanted


# -- filled in -------------------------------------------------------------------------------------

TEXTS = ['"A nudge."', '"A push."', '"Nearly all."', '"It is everywhere."']
MISTAKES = ['"x + 1"', '"One more."', '"x - 1"', '"One less."', '"x * 3"', '"Three times."']
NUMBERS = ['"1"', '"One."', '"3"', '"Three."', '"4"', '"Four."']
DRAWN = [
    '"a vector"',
    "lambda d: (d.floats(3, low=1),)",
    '"integers"',
    "lambda d: (d.ints(4, low=1),)",
    '"empty"',
    "lambda d: (d.floats(0),)",
]
TWICE = ['"x * 2"', '"x + x"', *TEXTS]
TABLES = {
    "value": ['"Two."', "lambda: 2", *NUMBERS, '"1 + 1"', '"4 // 2"', *TEXTS],
    "predict": ['"What?"', '"1 + 1"', '"It adds."', *NUMBERS, '"2"', '"1 + 1"', *TEXTS],
    "function": ['"Twice."', "lambda x: x * 2", *DRAWN, *MISTAKES, *TWICE],
    "fix": [
        '"Twice."',
        '\'def {name}(x):\\n    """Twice x."""\\n    return x + 2\'',
        '"It added 2."',
        "lambda x: x * 2",
        *DRAWN,
        *MISTAKES,
        *TWICE,
    ],
    "puzzle": ['"Twice."', "lambda x: x * 2", "no_loop", *DRAWN, *MISTAKES, *TWICE],
}
DOC = "Twice x."
CELLS = {
    "value": ["Two, please.", "...", "2"],
    "predict": ["1 + 1", "...", "2"],
    "function": ["Twice.", DOC, "return x * 2"],
    "fix": ["Twice.", DOC, "return x + 2", DOC, "return x * 2"],
    "puzzle": ["Twice.", DOC, "return x * 2"],
}


def filled(text, values):
    """The text with each three dots replaced by the next of the values."""
    following = iter(values)
    text = re.sub(r"\.\.\.", lambda _: next(following), text)
    assert next(following, None) is None, "the page has fewer blanks than that"
    return text


def fill_in(course, unit, kinds):
    module = course / "autograder" / "exercises" / f"{unit[3:]}.py"
    source = course / "solutions" / unit / f"{unit}.py"
    tables = [value.format(name=f"a_{kind}") for kind in kinds for value in TABLES[kind]]
    module.write_text(filled(module.read_text(), tables))
    opening, closing = ["- nothing yet.", "Why?"], ["So it is."]
    tables = ['"to see"', *tables]
    cells = chain(opening, *(CELLS[kind] for kind in kinds), closing)
    source.write_text(filled(source.read_text(), cells))
    return module


def load(module):
    """The unit that a module of exercises declares."""
    spec = importlib.util.spec_from_file_location("a_new_unit", module)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded.unit


def test_a_unit_with_an_exercise_of_every_kind_is_built_the_first_time(empty, monkeypatch):
    new_unit(empty, "11_seeing", "Seeing")
    for kind in KINDS:
        new_exercise(empty, f"a_{kind}", "11", kind)
    module = fill_in(empty, "11_seeing", KINDS)
    text = module.read_text()
    module.write_text(
        text.replace("\nunit =", "from autograder.judge.rules import no_loop\n\nunit =", 1)
    )
    assert is_as_jupytext_writes_it((empty / "solutions/11_seeing/11_seeing.py").read_text())
    unit = load(module)
    source = (empty / "solutions" / "11_seeing" / "11_seeing.py").read_text()
    # A kernel knows the exercises of the course alone: there `check` would find none of these.
    asserted = re.sub(r'^check\("(\w+)"\)$', r'assert "\1" in globals()', source, flags=re.M)
    asserted = asserted.replace("\nprogress()\n", "\nprint()\n")
    (empty / "solutions" / "11_seeing" / "11_seeing.py").write_text(asserted)
    made = make(find_units(empty)[0], {unit.name: unit.exercises})
    assert [one.kind for one in unit.exercises] == list(KINDS)
    assert "# 11 · Seeing" in made.solution.cells[0].source


@pytest.mark.parametrize("kind", KINDS)
def test_blanks_are_told_as_what_is_to_be_filled_in(empty, kind):
    new_unit(empty, "11_seeing", "Seeing")
    module, source = new_exercise(empty, NAME, "11", kind)
    with pytest.raises(ExerciseError, match="11_seeing: still to be filled in: `about`"):
        load(module)
    module.write_text(module.read_text().replace("about=...", 'about="to see"'))
    with pytest.raises(ExerciseError) as refused:
        load(module)
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"`{NAME}`: still to be filled in: `asks` (what is asked")
    module.write_text(filled(module.read_text(), [v.format(name=NAME) for v in TABLES[kind]]))
    module.write_text(module.read_text().replace("[no_loop]", "[]"))
    unit = load(module)
    with pytest.raises(BuildError) as refused:
        make(find_units(empty)[0], {unit.name: unit.exercises})
    says = str(refused.value)
    for place in ("“11 · Seeing”", "“A question first”", f"`{NAME}`", "“The card”"):
        assert f"the text of “{place.strip('“”')}" in says or place in says
    assert f"the solution of {NAME!r} is still to be written" in says


def test_the_longest_names_still_fit_a_line(empty):
    new_unit(empty, f"11_{'a' * 27}", "T" * 40)
    new_exercise(empty, "n" * 40, "11", "function")
    assert ruff_finds(empty) == ""


def test_a_second_exercise_may_be_begun_while_the_first_has_blanks(empty):
    new_unit(empty, "11_seeing", "Seeing")
    new_exercise(empty, "first", "11", "value")
    new_exercise(empty, "second", "11", "puzzle")
    (table,) = read_tables(empty)
    assert table.names == ("first", "second")
    assert ruff_finds(empty) == ""


# -- what can't be ---------------------------------------------------------------------------------


def everything(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("exercise two-words --unit 01", "can't be called 'two-words': it must be one that Python"),
        ("exercise 2nd --unit 01", "no digit in front"),
        ("exercise for --unit 01", "one that Python allows"),
        ("exercise show --unit 01", "every notebook needs show for itself"),
        ("exercise five --unit 02", "There is an exercise `five` already, in 01_tensors."),
        ("exercise temperature --unit 01", "uses the name `temperature` for something of its own"),
        ("exercise quite_new --unit 77", "There is no unit called '77'. The units are: 00_start_"),
        ("exercise quite_new --unit 01 --kind puzle", "called 'puzle'. Did you mean `puzzle`?"),
        ("exercise quite_new --unit 01 --kind xyz", "There are: value, function, predict"),
        ("unit tensors2 --title Two", "A unit is called NN_topic"),
        ("unit 11_Two-Words --title Two", "'11_Two-Words' is not."),
        ("unit 11_2nd --title Two", "A unit is called NN_topic"),
        ("unit 11_for --title Two", "'for' is a word of Python's own"),
        ("unit 07_again --title Two", "The number 07 is taken by 07_broadcasting; choose another"),
        ("unit 11_ops --title Two", "autograder/exercises/ops.py is there already"),
        ("unit 11_seeing --title ", "A unit needs a title of at most 40 characters"),
        ('unit 11_seeing --title "', "without double quotes"),
        (f"unit 11_seeing --title {'a' * 41}", "at most 40 characters"),
        (f"unit 11_{'a' * 28} --title Two", "at most 30 characters"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_nothing_is_written(
    course, monkeypatch, capsys, words, says
):
    before = everything(course)
    monkeypatch.chdir(course)
    monkeypatch.setattr("sys.argv", ["autograder", "new", *words.split(" ")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert says in said.err and said.err.count("\n") == 1
    assert everything(course) == before


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda folder: (folder / "ops.py").write_text("x = (\n"), "ops.py can't be read: line 1"),
        (lambda folder: (folder / "ops.py").write_text("x = 1\n"), "ops.py declares no unit"),
        (lambda folder: (folder / "ops.py").unlink(), "No module in autograder/exercises declares"),
        (shutil.rmtree, "There is no folder autograder/exercises in "),
    ],
)
def test_a_course_that_cannot_be_added_to_is_told_in_a_sentence(course, damage, says):
    damage(course / "autograder" / "exercises")
    with pytest.raises(CourseError, match=re.escape(says)):
        new_exercise(course, NAME, "02", "value")


def test_what_was_written_is_told(course, monkeypatch, capsys):
    monkeypatch.chdir(course)
    words = ["autograder", "new", "exercise", NAME, "--unit", "02"]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    assert capsys.readouterr().out.splitlines() == [
        "Fill in the three dots in",
        "  autograder/exercises/ops.py",
        "  solutions/02_ops/02_ops.py",
        "Then: autograder build 02_ops",
    ]
