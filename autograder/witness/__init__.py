"""Sees what an answer does and writes it down as plain data. Runs beside a student's code.

Knows devices; must not know the judge, exercises, notebooks or classes of students.
"""
