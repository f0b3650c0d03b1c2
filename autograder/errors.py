"""What a person can cause and can put right: one tree of errors.

Each one's message is a sentence that says what to do; the command line prints it and nothing else.
A grading room sees this module, so it holds no more than names.
"""

from __future__ import annotations


class CourseError(Exception):
    """Something a person has to put right; the message says what, and is all they need to read."""


class BuildError(CourseError):
    """A unit can't be built; the message names its file or cell and what to do."""


class ExerciseError(CourseError):
    """An exercise says something that can't be; the message names it, the fact and what to do."""


class UnknownExercise(CourseError, LookupError):
    """A name that no exercise has; the message names the nearest one."""


class UnknownUnit(CourseError, LookupError):
    """A name that no unit of the course has; the message lists those there are."""


class DeviceError(CourseError):
    """A device was asked for that can't be had; the message says which ones can."""


class BadRecord(CourseError):
    """Bytes that are no record, or a value that can't be one."""


class Unreadable(CourseError):
    """There is no notebook in what was handed in; the message says why, for student and teacher."""


class SandboxUnavailable(CourseError):
    """No sandbox can be made on this machine; the message says what to do about it."""


class RoomError(CourseError):
    """A room can't be made, or can go on no longer; the message says why."""


class RunnerError(CourseError):
    """Submissions can run no longer, or not at all; the message says what to do."""


class RegistrationError(CourseError):
    """The gradebook can't take a unit in; the message says what to do."""


class UpdateError(CourseError):
    """A newer course can't be brought over a notebook; the message says why, and what to do."""


class NotRegistered(RegistrationError):
    """The gradebook does not know a unit, or knows other exercises of it."""
