"""results.jsonl of classes that never were: of the course's exercises, in any size."""

from __future__ import annotations

import json
import random
from pathlib import Path

from autograder.exercises import units

COURSE = [unit for unit in units() if unit.exercises]


def record(student="jane", unit="u", exercise="e", **more) -> dict:
    """One record as grading writes it; a whole hand-in of one exercise by default."""
    return {
        "student": student,
        "unit": unit,
        "exercise": exercise,
        "points": 2,
        "score": 2.0,
        "status": "correct",
        "aspect": None,
        "case": None,
        "devices": {"cpu": "checked"},
        "mistake": None,
        "message": "Right.",
        "seed": "ab",
        "seconds": 0.001,
        "ended": "done",
        "notes": [],
        "submission": f"{student}-{unit}",
        "exercises": 1,
    } | more


def hand_in(student: str, unit: str, scores: dict[str, float], **more) -> list[dict]:
    """A whole hand-in by the points of each exercise, out of 2."""
    status = {0: "wrong", 2: "correct"}
    return [
        record(
            student,
            unit,
            name,
            score=float(score),
            status=status.get(score, "partly"),
            exercises=len(scores),
            **more,
        )
        for name, score in scores.items()
    ]


def write(path: Path, records) -> Path:
    """A results.jsonl of these records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in records)
    return path


def a_class(students: int, seed: int = 0):
    """The records of a class with abilities, typical mistakes and people who give up."""
    dice = random.Random(seed)
    hardness = {one.name: dice.random() for unit in COURSE for one in unit.exercises}
    for number in range(students):
        ability = dice.gauss(0.65, 0.25)
        for unit in COURSE[: dice.choices((len(COURSE), dice.randint(1, 11)), (9, 1))[0]]:
            notes = ["It was handed in as mine.ipynb."] if dice.random() < 0.02 else []
            for one in unit.exercises:
                yield _answered(dice, f"student{number:04}", unit, one, ability, hardness, notes)


def _answered(dice, student, unit, one, ability, hardness, notes) -> dict:
    more = {
        "points": one.points,
        "score": float(one.points),
        "notes": notes,
        "exercises": len(unit.exercises),
        "devices": {"cpu": "checked", "accelerator": "simulated"},
    }
    luck = ability - hardness[one.name] + dice.gauss(0, 0.3)
    if luck < -0.4:
        more |= {"score": 0.0, "status": "not attempted", "message": "Not attempted yet."}
    elif luck < 0:
        sentence = dice.choice(one.mistakes).says if one.mistakes and dice.random() < 0.6 else None
        case = dice.choice(one.cases).label
        message = sentence or f"{one.name} gave {dice.randint(0, 99)}, and 7 was expected."
        aspect = dice.choice(("shape", "dtype", "values", "device"))
        more |= {"score": 0.0, "status": "wrong", "mistake": sentence, "message": message}
        more |= {"aspect": aspect, "case": case}
    return record(student, unit.name, one.name, **more)
