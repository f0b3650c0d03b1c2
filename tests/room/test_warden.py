"""What the warden counts."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
from dataclasses import replace

from autograder.room.inside.usage import held_by_this_process
from autograder.room.inside.warden import Warden, say_shut_in
from autograder.room.wire.limits import MEBIBYTE
from tests.room.rooms import LIMITS


def test_what_is_taken_before_the_warden_looks_counts_too():
    leash, far_leash = socket.socketpair()
    handshake, inside = socket.socketpair()
    child = os.fork()
    if child == 0:
        kept = b"x" * (200 * MEBIBYTE)
        say_shut_in(inside)
        signal.pause()
        os._exit(len(kept) > 0)
    warden = Warden(
        child,
        far_leash,
        handshake,
        replace(LIMITS, memory_bytes=100 * MEBIBYTE),
        namespaces=True,
        inherited=held_by_this_process(),
    )
    try:
        select.select([handshake], [], [])
        assert warden.handle(handshake.fileno())
        assert not warden.patrol()
        assert json.loads(leash.recv(4096))["ended"] == "memory"
    finally:
        warden.close()
        leash.close()
        inside.close()
