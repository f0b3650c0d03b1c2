"""Where things lie inside a room, and whose they are."""

SCRATCH = "/tmp"
HOME = f"{SCRATCH}/home"
# The inside of a room belongs to an ordinary user, whoever grades.
STUDENT_ID = 1000
