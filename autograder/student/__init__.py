"""What makes the course a learner's own: their record, their way through it, the last helps.

Runs in a student's notebook, never in a grading room, which does not see it. Must not know devices,
grading or how an answer is judged; it is told the verdict.
"""
