"""Workers: trusted processes that read and judge hand-ins, one after another, and may be lost.

`python -m autograder.grade.worker N` is their fork server; N is its descriptor of the socket to the
grader. It loads the exercises, warms what every hand-in needs, and forks a worker on request. When
the grader goes away, it ends, and its workers with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
import tempfile
import traceback

import msgspec
import torch

from autograder import devices as all_devices
from autograder.errors import DeviceError
from autograder.grade import bounds, wire
from autograder.grade.grading import plain_python
from autograder.grade.marking import Job, Setting, mark
from autograder.grade.wire import Kind
from autograder.judge.verify import interrogate
from autograder.room.conversation import Line, RoomLost
from autograder.witness.source import Program

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def serve(control: socket.socket) -> None:
    """Fork workers on request until the grader goes away."""
    _, data, _ = wire.receive(control)
    setting = msgspec.msgpack.decode(data, type=Setting)
    try:
        all_devices.chosen(setting.devices)
    except DeviceError as error:
        wire.send(control, Kind.PROBLEM, str(error).encode())
        return
    torch.set_num_threads(1)
    _warm(setting)
    # What is loaded stays as it is; the collector would copy its pages into each worker.
    gc.collect()
    gc.freeze()
    wire.send(control, Kind.READY)
    turn = tempfile.TemporaryFile()  # noqa: SIM115  # for as long as this process lives
    while True:
        kind, data, descriptors = wire.receive(control)
        if kind == Kind.FORK:
            (descriptor,) = descriptors
            worker = os.fork()
            if worker == 0:
                _be_worker(control, socket.socket(fileno=descriptor), setting, turn.fileno())
            os.close(descriptor)
            wire.send(control, Kind.STARTED, str(worker).encode())
        elif kind == Kind.END:
            os.kill(int(data), signal.SIGKILL)
            _, status = os.waitpid(int(data), 0)
            wire.send(control, Kind.ENDED, str(status).encode())


def _warm(setting: Setting) -> None:
    """Do once what every worker would do first."""
    from autograder.exercises import units
    from autograder.grade.graded_notebook import marked_cells

    for unit in units():
        if unit.name not in setting.course:
            continue
        for cell in marked_cells(setting.course[unit.name]).values():
            Program(plain_python("".join(cell["source"])))
        for one in unit.exercises:
            if not _on_real_accelerator(setting):
                interrogate(one, devices=setting.devices).prepare()


def _on_real_accelerator(setting: Setting) -> bool:
    """Whether a reference would start one: its driver does not survive a fork."""
    chosen = all_devices.chosen(setting.devices)
    return any(device.name != "cpu" and not device.simulated for device in chosen)


def _be_worker(control: socket.socket, grader: socket.socket, setting: Setting, turn: int) -> None:
    """Be a worker in this process, which is a fork, and end it."""
    status = 1
    try:
        control.close()
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        bounds.enforce(turn)
        _work(grader, setting)
    except wire.PeerGone:
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _work(grader: socket.socket, setting: Setting) -> None:
    def open_line() -> Line:
        wire.send(grader, Kind.OPEN)
        _, problem, descriptors = wire.receive(grader)
        line = wire.take_line(descriptors)
        if line is None:
            raise RoomLost(problem.decode())
        return line

    while True:
        _, data, _ = wire.receive(grader)
        bounds.begin_hand_in()
        job = msgspec.msgpack.decode(data, type=Job)
        del data
        marked = mark(job, setting, open_line)
        wire.send(grader, Kind.MARKED, msgspec.msgpack.encode(marked))


def main() -> None:
    """Be the fork server; see above."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which ends this
    with contextlib.suppress(wire.PeerGone):
        serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
