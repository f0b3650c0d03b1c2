"""Decides whether an answer is right, over what a witness saw of it, and says why not.

Knows the witness and the devices; must not know exercises, notebooks, pictures or classes of
students, and never touches a student's object.
"""
