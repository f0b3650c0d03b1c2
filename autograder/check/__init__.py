"""Decides whether an answer is right, and says why not.

A witness observes what an answer does; the judge decides over those plain observations.
Knows devices; must not know exercises, notebooks, pictures or classes of students.
"""
