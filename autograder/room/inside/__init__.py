"""What runs inside a room, beside a student's code. Nothing here is trusted from outside.

Knows the wire, the witness and the devices, and nothing else.
"""
