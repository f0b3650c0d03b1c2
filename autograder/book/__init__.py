"""The course as a website to read: pages from the executed solution notebooks and the exercises.

Reads both and runs nothing. The pages need no network and no server.
"""
