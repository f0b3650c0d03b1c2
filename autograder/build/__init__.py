"""Makes both notebooks of a unit from its one source, and a sample class from the exercises' data.

source (py:percent) -> executed solution notebook -> course notebook through nbgrader. Knows the
exercises' points and answers; must not know how an answer is judged or how a class is graded.
"""
