"""Pictures and the student's own plots keep out of each other's way."""

import subprocess
import sys

import matplotlib
import matplotlib.pyplot as plt
import pytest
import torch

from autograder.pictures import show

PICTURES = {
    "tensor": lambda: show(torch.eye(2)),
    "curve": lambda: show.curve(lambda x: x**2, (-1, 1), points=[0.5]),
    "descent": lambda: show.descent(lambda x, y: x * y, [[0.0, 1.0], [1.0, 1.0]]),
    "timings": lambda: show.timings([1, 10], {"CPU": [1e-3, 1e-2]}),
    "photo": lambda: show.photo(torch.linspace(0, 1, 24).reshape(2, 4, 3), "a photo"),
    "map": lambda: show.photo(torch.arange(6).reshape(2, 3), "a map"),
    "lines": lambda: show.lines([0, 1], {"a": [1, 2], "b": [2, 1]}, "two lines", dots=["b"]),
}


@pytest.fixture(params=PICTURES)
def draw(request):
    return PICTURES[request.param]


@pytest.fixture
def clean_pyplot():
    before = matplotlib.get_backend()
    plt.switch_backend("agg")
    plt.close("all")
    with matplotlib.rc_context():
        yield
    plt.close("all")
    plt.switch_backend(before)


def test_pyplot_keeps_its_figures_and_settings(draw, clean_pyplot):
    figure, axes = plt.subplots()
    plt.rcParams["lines.linewidth"] = 7
    settings, backend = dict(plt.rcParams), matplotlib.get_backend()
    draw()
    assert plt.get_fignums() == [figure.number] and plt.gca() is axes
    assert dict(plt.rcParams) == settings and matplotlib.get_backend() == backend


def test_student_style_does_not_change_a_picture(draw, clean_pyplot):
    expected = draw().svg
    plt.style.use("dark_background")
    plt.rcParams.update({"font.size": 30, "svg.fonttype": "path", "font.family": "serif"})
    plt.rcParams.update({"image.origin": "lower", "image.cmap": "gray", "savefig.dpi": 10})
    assert draw().svg == expected


def test_xkcd_mode_does_not_change_a_picture(draw, clean_pyplot):
    expected = draw().svg
    plt.rcParams.update({"path.sketch": (1, 100, 2), "lines.linewidth": 9})
    assert draw().svg == expected


def test_importing_show_loads_neither_matplotlib_nor_numpy_plots():
    code = "import sys, autograder.pictures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_drawing_needs_no_matplotlib():
    draws = [
        "show(torch.eye(2))",
        "show.curve(torch.sin, (0, 1), points=[0.5])",
        "show.descent(lambda x, y: x * y, [[0.0, 1.0], [1.0, 1.0]])",
        "show.timings([1, 10], {'a': [1e-6, 1e-5]}, 'note')",
        "show.lines([0, 1], {'a': [1, 2]}, 'a line')",
        "show.graph(torch.ones(1, requires_grad=True).sum())",
    ]
    lines = ["import sys, torch", "from autograder.pictures import show"]
    for draw in draws:
        lines += [draw, f"if 'matplotlib' in sys.modules: sys.exit({draw!r})"]
    ran = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_show_stands_alone():
    code = (
        "import sys, torch; from autograder.pictures import show; show(torch.eye(2));"
        "show.curve(torch.sin, (0, 1)); show.photo(torch.eye(2), '');"
        "show.lines([0], {'a': [1]}, '');"
        "show.graph(torch.ones(1, requires_grad=True).sum());"
        "others = [m for m in sys.modules if m.startswith('autograder.')];"
        "print([m for m in others if not m.startswith('autograder.pictures')])"
    )
    # The package's own __init__ loads the rest, so it is replaced by an empty one.
    empty = (
        "import sys, types, importlib.util as u;"
        "spec = u.find_spec('autograder'); package = types.ModuleType('autograder');"
        "package.__path__ = list(spec.submodule_search_locations);"
        "sys.modules['autograder'] = package;"
    )
    ran = subprocess.run([sys.executable, "-c", empty + code], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr
