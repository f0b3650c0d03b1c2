"""No phrase of tests/english.txt in what a reader sees: lessons, exercises, messages, documents.

The notebooks are held to their sources by tests/test_notebooks.py, so the sources are read here.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RULES = [
    tuple(part.strip() for part in line.split("→"))
    for line in (ROOT / "tests" / "english.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LESSONS = sorted((ROOT / "solutions").glob("*/*.py"))
DOCUMENTS = sorted(ROOT.glob("*.md"))
MODULES = sorted((ROOT / "autograder").rglob("*.py"))


def lesson_text(source: str) -> str:
    """A lesson as one line, so that a phrase is found across line breaks: no `#` in front."""
    return " ".join(line.lstrip("# ").strip() for line in source.splitlines())


def string_texts(source: str) -> list[str]:
    """The strings of a module, each in one piece and one line; f-strings with `…` in the gaps."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (v.value if isinstance(v, ast.Constant) else "…" for v in node.values)
            found.append("".join(parts))
    return [" ".join(text.split()) for text in found]


def faults(text: str) -> list[str]:
    """What the list says of a text: `… mended …: write fix`."""
    found = []
    for pattern, better in RULES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            around = text[max(0, match.start() - 30) : match.end() + 20]
            found.append(f"“{around}”: write {better}")
    return found


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_is_in_plain_english(path):
    assert faults(lesson_text(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_in_plain_english(path):
    assert faults(lesson_text(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_module_says_is_in_plain_english(path):
    texts = string_texts(path.read_text(encoding="utf-8"))
    assert [fault for text in texts for fault in faults(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Mend it in place, or write it anew below: what stands last counts.",
        "Asked for is the worst.",
        "A count is a whole number: leave `.float()` away.",
        "how many elements has `torch.arange(3)`?",
        "Which dtype has the result?",
        "What comes of this?",
    ],
)
def test_an_old_phrase_is_found(text):
    assert faults(text)


def test_a_phrase_is_found_across_lines():
    assert faults(lesson_text("# Mean and spread have changed\n# places."))
    assert faults("".join(string_texts('f"{a} is asked " f"for."')))
