"""The sandbox that a class's submissions run in: its trusted side, and what runs inside.

`wire` is what both sides share, `inside` what a student's code runs beside; the modules here are
the trusted side. It must not know exercises, judge or gradebook.
"""
