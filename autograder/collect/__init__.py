"""Takes hand-ins as a learning management system gives them out, and puts each in its place.

`archives` opens what was downloaded and refuses what is dangerous; `names` reads whose a file is
and which unit it is of; `contents` looks into it; `placing` decides; `command` writes.
Knows the course's notebooks; must not know rooms, exercises or grading.
"""
