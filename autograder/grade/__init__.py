"""Grades a class: submissions run in a sandbox, and are judged from outside it.

Knows the exercises, the check engine and the devices. Must not know how a unit is built, how a
tensor is drawn, or what a report says about the class.
"""
