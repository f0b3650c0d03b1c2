"""The command `autograder <verb>`; every verb's work is done in a folder or module of its own."""

from __future__ import annotations

import errno
import json
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from autograder.course import Classroom, find_root, require_writable
from autograder.errors import CourseError

if TYPE_CHECKING:
    from autograder.build.matching import Declared
    from autograder.build.source import Unit
    from autograder.build.units import Made
    from autograder.grade.classroom import Summary
    from autograder.grade.command import Grade
    from autograder.grade.command import Options as GradeOptions

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Build the course, check a notebook, grade a class.",
)

# A disk that is full, or a quota; the system does not say in which file.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


new = typer.Typer(
    no_args_is_help=True,
    help="Begin an exercise or a unit: writes its blanks where they belong.",
)
app.add_typer(new, name="new")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


def main() -> None:
    """Run the command line; what goes wrong is told in a sentence, not in a stack.

    The exit status is 2 for what a person has to put right, and 1 where a command's own answer is
    no: a notebook is stale, a machine is not ready.
    """
    try:
        app()
    except CourseError as error:
        _fail(str(error), status=2)
    except OSError as error:
        # A full disk, a folder without leave to write: the name and the reason are all there is.
        if error.filename is None and error.errno not in _NO_ROOM:
            raise
        _fail(f"{error.filename or 'Nothing more can be written'}: {error.strerror}.", status=2)


@app.command()
def build(
    units: Annotated[
        list[str] | None,
        typer.Argument(help="Which units, e.g. 02_ops or just 02; by default all."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a notebook is stale.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write even where nothing but measured times differs.")
    ] = False,
) -> None:
    """Make the solution and course notebooks from solutions/NN_topic/NN_topic.py."""
    from autograder.build import readme
    from autograder.build import units as builder
    from autograder.build.source import find_units, refuse_without_source
    from autograder.exercises import units as course_units

    root, declared = _root(), _declared()
    chosen = find_units(root, units)
    if units is None:
        refuse_without_source(chosen, declared)
    if not check:
        require_writable(root / "course")
    if not chosen:
        print("There is no unit in solutions yet.")
    stale = []
    for unit in chosen:
        made = _make(unit, declared)
        found = builder.differences(unit, made)
        if check:
            stale += found
            print("not what its source makes" if found else _as_made(unit))
        elif found or force:
            builder.write(unit, made)
            print("written")
        else:
            print("up to date")
    if readme.refresh(root, course_units(), write=not check):
        if check:
            stale.append("README.md: the table is not what the units say of themselves.")
        else:
            print("README.md: the table of units is written")
    if stale:
        _fail("\n".join([*stale, "Run `make build`, look at the notebooks and commit them."]))


@app.command()
def book(
    units: Annotated[
        list[str] | None,
        typer.Argument(help="Which units, e.g. 02_ops or just 02; by default all."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="The folder to write; by default book, beside course.")
    ] = None,
) -> None:
    """Write the course as a website to read, from the solution notebooks as they stand."""
    from autograder.book.site import write_book
    from autograder.build.source import find_units

    root = _root()
    pages = write_book(find_units(root, units), _declared(), to or root / "book")
    print(f"{len(pages)} pages; begin with {pages[0]}")


@new.command("exercise")
def new_exercise(
    name: Annotated[str, typer.Argument(help='Its name, as in check("name").')],
    unit: Annotated[str, typer.Option(help="Its unit, e.g. 02_ops or just 02.")],
    kind: Annotated[
        str, typer.Option(help="One of value, predict, function, fix and puzzle.")
    ] = "function",
) -> None:
    """Write an exercise with blanks: its table, and its cells before the unit's last section."""
    from autograder.build.scaffold import new_exercise as begin
    from autograder.build.source import find_units

    root = _root()
    _print_blanks(root, begin(root, name, unit, kind))
    print(f"Then: autograder build {find_units(root, [unit])[0].name}")


@new.command("unit")
def new_unit(
    name: Annotated[str, typer.Argument(help="Its number and topic, e.g. 11_convolution.")],
    title: Annotated[str, typer.Option(help="Its title, as the notebook and progress() show it.")],
) -> None:
    """Write a unit with blanks and no exercise yet: its module, and the source of its notebooks."""
    from autograder.build.scaffold import new_unit as begin

    root = _root()
    _print_blanks(root, begin(root, name, title))
    print(f"Then: autograder new exercise NAME --unit {name}")


def _print_blanks(root: Path, written: Sequence[Path]) -> None:
    print("Fill in the three dots in")
    for path in written:
        print(f"  {path.relative_to(root)}")


@app.command()
def transcripts(
    units: Annotated[
        list[str] | None, typer.Argument(help="Units, such as 02_ops; all without.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where something differs.")
    ] = False,
) -> None:
    """Write what a student reads of each answer that we know of, into tests/transcripts."""
    from autograder.build.transcripts import transcript
    from autograder.exercises import units as all_units
    from autograder.grade.asked import units_named

    folder, stale = _root() / "tests" / "transcripts", []
    named = units_named(units)
    for unit in all_units():
        if not unit.exercises or (named is not None and unit.name not in named):
            continue
        page, made = folder / f"{unit.name}.md", transcript(unit)
        if page.exists() and page.read_text(encoding="utf-8") == made:
            print(f"{unit.name}: up to date")
        elif check:
            stale.append(f"{page.name} is not what the checks say now.")
        else:
            folder.mkdir(exist_ok=True)
            page.write_text(made, encoding="utf-8")
            print(f"{unit.name}: written")
    if stale:
        _fail("\n".join([*stale, "Run `autograder transcripts` and read the difference."]))


@app.command("list")
def list_exercises(as_json: AsJson = False) -> None:
    """Print every exercise: unit, name, kind, points, how many cases, mistakes, hints ..."""
    from autograder.exercises import exercises
    from autograder.terminal import print_table

    counted = ("cases", "mistakes", "alternatives", "hints")
    rows = [
        {"unit": one.unit, "name": one.name, "kind": one.kind, "points": one.points}
        | {key: len(getattr(one, key)) for key in counted}
        for one in exercises().values()
    ]
    if as_json:
        print(json.dumps(rows, indent=1))
    else:
        print_table(rows, title=f"{len(rows)} exercises")


@app.command()
def mutants(
    names: Annotated[
        list[str] | None, typer.Argument(help="Which exercises; by default all.")
    ] = None,
) -> None:
    """Change right answers at one place, and print the changed ones that a check lets through.

    Those that mean the same as before are listed, with the reason, in
    tests/exercises/equivalents.toml.
    """
    from autograder.build.mutants import equivalents, unlisted
    from autograder.build.source import find_units
    from autograder.exercises import exercise, exercises

    root = _root()
    units = {unit.name: unit for unit in find_units(root)}
    listed = equivalents(root)
    chosen = [exercise(name) for name in names] if names else list(exercises().values())
    count = 0
    for one in chosen:
        for mutant in unlisted(one, units[one.unit], listed):
            count += 1
            print(f"{one.name}, {mutant.answer.source}:")
            print(f"    was: {mutant.was}\n    now: {mutant.now or '(left out)'}\n")
            print("".join(f"    | {line}\n" for line in mutant.cell.splitlines()), flush=True)
    if count:
        _fail(f"{count} changed answers earn everything. Draw a case that tells them apart.")
    print(f"{len(chosen)} exercises: no changed answer gets through but those that are listed.")


@app.command()
def verify(
    notebook: Annotated[Path, typer.Argument(help="The notebook to run and check.")],
    as_json: AsJson = False,
) -> None:
    """Run a notebook and print the verdict of every graded cell."""
    from autograder.build.verify import verify_notebook
    from autograder.terminal import print_table

    verdicts = verify_notebook(notebook)
    score = round(sum(verdict["score"] for verdict in verdicts), 2)
    points = sum(verdict["points"] for verdict in verdicts)
    if as_json:
        print(json.dumps({"score": score, "points": points, "verdicts": verdicts}, indent=1))
        return
    shown = ("exercise", "status", "score", "points", "message")
    rows = [{key: verdict[key] for key in shown} for verdict in verdicts]
    print_table(rows, title=f"{notebook.name}: {score:g} of {points:g} points")


@app.command()
def update(
    notebooks: Annotated[
        list[Path] | None,
        typer.Argument(help="Worked notebooks, or their folder; by default this folder."),
    ] = None,
    newer: Annotated[
        Path | None,
        typer.Option("--from", help="Where the newer course lies; by default the installed one."),
    ] = None,
) -> None:
    """Bring a newer course over worked notebooks; every answer and cell of your own stays."""
    from autograder.errors import UpdateError
    from autograder.student.update import update as bring_over
    from autograder.student.update import worked_notebooks

    refused = []
    for notebook in worked_notebooks(notebooks or [Path()]):
        try:
            print(bring_over(notebook, newer))
        except UpdateError as error:
            refused.append(str(error))
    if refused:
        _fail("\n".join(refused), status=2)


@app.command("record-gpu")
def record_gpu(
    device: Annotated[str, typer.Option(help="Which accelerator, e.g. cuda or mps.")] = "cuda",
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("gpu-run.json"),
) -> None:
    """Time a real accelerator beside this machine's CPU, and write the figures as JSON."""
    from autograder.devices import chosen
    from autograder.devices.recording import measure
    from autograder.errors import DeviceError

    (target,) = chosen([device])
    if target.simulated or target.name == "cpu":
        raise DeviceError(
            f"{device} is not a real accelerator: its times would be made up. Name another."
        )
    if not to.parent.is_dir():
        raise CourseError(f"There is no folder {to.parent} to write to.")
    to.write_text(json.dumps(measure(target), indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {to}.")


@app.command()
def sample() -> None:
    """Write a small class, whose grades are known, into classroom/submitted."""
    root = _root()
    require_writable(root / "classroom")
    _write_sample(root)


@app.command()
def collect(
    sources: Annotated[
        list[Path], typer.Argument(help="Archives (.zip), folders or notebooks, as downloaded.")
    ],
    student: Annotated[
        str, typer.Option(help="All of them are this student's, whatever their names say.")
    ] = "",
    unit: Annotated[str, typer.Option(help="Only this unit, e.g. 02_ops or just 02.")] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite other files that are already there.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report everything, but write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put hand-ins from Canvas, Moodle, Google Classroom or a zip into classroom/submitted."""
    from autograder.collect import command
    from autograder.terminal import print_table

    options = command.Options(student, unit, replace, dry_run)
    collected = command.collect(_root(), sources, options)
    if as_json:
        print(json.dumps([vars(one) for one in collected], indent=1, ensure_ascii=False))
        return
    print_table([vars(one) for one in collected])
    counted = Counter(one.outcome for one in collected)
    print(f"{', '.join(f'{number} {outcome}' for outcome, number in counted.items())}.")


@app.command()
def grade(
    submitted: Annotated[
        Path | None, typer.Argument(help="The hand-ins; by default classroom/submitted.")
    ] = None,
    unit: Annotated[list[str] | None, typer.Option(help="Only this unit; may be repeated.")] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be repeated.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Submissions graded at once; by default one per core.")
    ] = None,
    devices: Annotated[
        str | None, typer.Option(help="Devices to check on, e.g. cpu,cuda; by default all of them.")
    ] = None,
    gpu_slots: Annotated[
        int, typer.Option(min=0, help="Let this many submissions at once use the GPU.")
    ] = 0,
    dask: Annotated[str | None, typer.Option(help="A Dask scheduler, tcp://host:port.")] = None,
    db: Annotated[str | None, typer.Option(help="The gradebook, as nbgrader's db_url.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the grades to this file too.")
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Write each student's feedback as HTML; slow.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Grade again what was graded before.")
    ] = False,
    watching: Annotated[
        bool,
        typer.Option("--watch", help="Go on grading as notebooks are handed in; Ctrl-C ends it."),
    ] = False,
    timings: Annotated[
        bool, typer.Option("--timings", help="Print where the time went, by phase.")
    ] = False,
    trust_submissions: Annotated[
        bool, typer.Option("--trust-submissions", help="Run without a sandbox. Nothing is safe.")
    ] = False,
) -> None:
    """Grade a class in the sandbox, and print a table of students and units.

    Ends with status 3 where some hand-in could not be graded through no fault of its own.
    """
    from autograder import terminal
    from autograder.build.sample import expected_grades
    from autograder.grade import command, summary
    from autograder.grade.asked import require_place

    root = _root()
    require_writable(root / "classroom")
    require_place(json_file)
    if not watching and submitted is None and not _is_filled(root / "classroom" / "submitted"):
        _write_sample(root)
    options = command.Options(
        submitted,
        unit,
        student,
        jobs,
        devices.split(",") if devices else None,
        gpu_slots,
        dask,
        db,
        force,
        feedback,
        trust_submissions,
    )
    if watching:
        _watch(root, options)
        return
    with terminal.progress("Grading") as report:
        done, grades = command.grade(root, options, report)
    terminal.print_table(summary.table(grades))
    print(f"{done.graded} graded, {done.unchanged} unchanged since they were graded.")
    for line in summary.changes(done.changes):
        print(line)
    for line in [*done.attention, *summary.compare(grades, expected_grades(root))]:
        print(line)
    for line in done.not_graded:
        print(line)
    if timings:
        terminal.print_table(summary.phases(done.timings, done.graded), title="Time by phase")
    print("All grades: classroom/grades.csv. Every verdict: classroom/results.jsonl")
    if json_file is not None:
        json_file.write_text(json.dumps([vars(one) for one in grades], indent=1) + "\n")
    if done.not_graded:
        print("Run the same command again to grade what was not graded.", file=sys.stderr)
        raise typer.Exit(3)


def _watch(root: Path, options: GradeOptions) -> None:
    """Grade as notebooks come in, and print a line for each, until Ctrl-C."""
    from autograder.grade import command, summary

    def tell(done: Summary, grades: list[Grade]) -> None:
        for line in summary.arrived(done, grades):
            print(line, flush=True)

    # A shell that starts it in the background has it ignored, and it would never end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print("Waiting for hand-ins; Ctrl-C ends it.", flush=True)
    try:
        command.watch(root, options, tell)
    except KeyboardInterrupt:
        print("Ended. Everything that was graded is kept.")


@app.command()
def replay(
    student: Annotated[str, typer.Argument(help="Whose submission.")],
    exercise: Annotated[str, typer.Argument(help="Which exercise of it, by its name.")],
    unit: Annotated[
        str | None, typer.Option(help="Its unit, where the name alone could be another's.")
    ] = None,
    submitted: Annotated[
        Path | None, typer.Option(help="The hand-ins; by default classroom/submitted.")
    ] = None,
    trust_submissions: Annotated[
        bool, typer.Option("--trust-submissions", help="Run without a sandbox. Nothing is safe.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a graded submission again and show the case that failed. It changes no grade."""
    from autograder.grade.replay import replay as run_again

    seen = run_again(
        _root(),
        student,
        exercise,
        unit=unit,
        submitted=submitted,
        trust_submissions=trust_submissions,
    )
    if as_json:
        print(json.dumps(vars(seen) | {"verdict": seen.verdict.as_dict()}, indent=1))
        return
    verdict = seen.verdict
    print(f"{student}, {verdict.unit}, {exercise}: {verdict.status}", end="")
    print(f", {verdict.score:g} of {verdict.points:g} points")
    for what, value in (
        ("case", verdict.case),
        ("called", seen.called),
        ("came back", seen.came_back),
        ("expected", seen.expected),
        ("message", verdict.message),
        ("seed", seen.record["seed"]),
        *(("note", note) for note in seen.notes),
    ):
        if value:
            print(f"{what:>10}: {value}")


@app.command()
def report(
    to: Annotated[
        Path | None, typer.Option(help="The file to write; by default classroom/report.html.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Call students by name; else by a number.")
    ] = False,
) -> None:
    """Write a page about the class: scores, what was misunderstood, who needs help."""
    from autograder.grade.asked import require_place
    from autograder.report.page import write_report

    classroom = _root() / "classroom"
    to = to or classroom / "report.html"
    if classroom.is_dir():
        require_place(to)
    results = write_report(classroom / "results.jsonl", to, names=names)
    print(f"{len(results.students)} students, {len(results.hand_ins)} hand-ins: {to}")


@app.command()
def name(
    cluster: Annotated[str, typer.Argument(help="A cluster, as the report calls it.")],
    open_it: Annotated[
        bool, typer.Option("--open", help="Open the exercise's module there, in $EDITOR.")
    ] = False,
) -> None:
    """Show a group of wrong answers without a name, and where the course gives them one."""
    from autograder.grade import naming
    from autograder.report import findings
    from autograder.report.results import read_results

    root = _root()
    group = findings.cluster(read_results(root / "classroom" / "results.jsonl"), cluster)
    found = naming.look_at(root, group.unit, group.exercise, group.students)
    print(f"{group.unit}, {group.exercise}: {group.count} of {group.of} students")
    print(f"Failed in {group.aspect or 'no aspect'}, case {group.case or '–'}: {group.says}")
    print("\n".join(naming.advice(found)))
    if open_it:
        naming.open_editor(found)


@app.command()
def export(
    system: Annotated[str, typer.Argument(help="canvas, moodle or plain.")],
    roster: Annotated[
        Path | None, typer.Option(help="A list of students that the system exported, to fill in.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="The file; by default classroom/canvas.csv and so on.")
    ] = None,
    unit: Annotated[list[str] | None, typer.Option(help="Only this unit; may be repeated.")] = None,
    by_exercise: Annotated[
        bool, typer.Option("--by-exercise", help="A column for each exercise, not each unit.")
    ] = False,
) -> None:
    """Write the marks as Canvas or Moodle import them, or as a plain table."""
    from autograder.grade.asked import require_place
    from autograder.report.command import export_marks

    require_place(to)
    print(export_marks(Classroom(_root()), system, roster, to, unit or [], by_exercise))


def _is_filled(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check whether this machine is ready, and say what to do where it isn't."""
    from autograder.doctor import examine
    from autograder.terminal import print_table

    findings = examine()
    if as_json:
        print(json.dumps([finding.as_dict() for finding in findings], indent=1))
    else:
        rows = [
            {
                "": "ok" if finding.ok else "missing" if finding.needed else "optional",
                "what": finding.what,
                "found": finding.found,
                "what to do": finding.advice,
            }
            for finding in findings
        ]
        print_table(rows)
    if not all(finding.ok for finding in findings if finding.needed):
        raise typer.Exit(1)


def _root() -> Path:
    return find_root(Path.cwd())


def _declared() -> Declared:
    """The exercises that the course declares, by unit."""
    from autograder.exercises import units

    return {unit.name: unit.exercises for unit in units()}


def _make(unit: Unit, declared: Declared) -> Made:
    """Make a unit, and begin the line that says what came of it; that takes seconds."""
    from autograder.build.units import make

    print(f"{unit.name}: ", end="", flush=True)
    try:
        return make(unit, declared)
    except CourseError:
        print("can't be made")
        raise


def _as_made(unit: Unit) -> str:
    """What `build --check` says of a unit whose notebooks are as they should be."""
    from autograder.build.units import made_elsewhere

    elsewhere = made_elsewhere(unit)
    if elsewhere is None:
        return "what its source makes"
    return f"what its source makes, outputs apart. {elsewhere}"


def _write_sample(root: Path) -> None:
    from autograder.build.sample import STUDENTS, write_sample
    from autograder.exercises import exercise
    from autograder.terminal import print_table

    write_sample(root, exercise)
    print("A sample class was written into classroom/submitted:")
    print_table([{"student": s.name, "handed in": s.about} for s in STUDENTS])


def _fail(message: str, status: int = 1) -> NoReturn:
    """Tell the person what went wrong on stderr, and end."""
    print(message, file=sys.stderr)
    raise SystemExit(status)


if __name__ == "__main__":
    main()
