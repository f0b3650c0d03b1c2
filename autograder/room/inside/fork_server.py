"""Where forks come from: a process with everything loaded, which makes, watches and ends them.

It starts no thread and never starts CUDA, so that its forks are sound.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import selectors
import socket
import time

import torch

from autograder.room.inside import jail, pages, seccomp, syscalls
from autograder.room.inside.fork import Fork
from autograder.room.inside.shell import make_shell
from autograder.room.inside.usage import held_by_this_process
from autograder.room.inside.warden import Warden
from autograder.room.wire.limits import Limits
from autograder.room.wire.messages import Settings, receive_request, send_answer

_PATROL_SECONDS = 0.02


class ForkServer:
    """A loaded shell and witness, ready to be forked.

    Raises RuntimeError when a thread runs or CUDA has started: a fork would lose the one and find
    the other unusable.
    """

    def __init__(self, control: socket.socket, settings: Settings) -> None:
        self._control = control
        self._settings = settings
        self._ids = (os.getuid(), os.getgid())
        self._wardens: dict[int, Warden] = {}
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
        module, _, name = settings.witness.partition(":")
        self._witness = getattr(importlib.import_module(module), name)
        if settings.namespaces:
            seccomp.filter_program(gpu=settings.gpu)
            _do_as_the_filter_allows()
        self._shell = make_shell()
        if not settings.gpu:
            _rehearse_the_practice_accelerator()
        _require_sound_forks()
        # What is loaded stays as it is: the collector would write to its pages, and each fork
        # would then need a copy of them.
        gc.collect()
        gc.freeze()
        pages.gather()
        # Not what a child holds when its warden first looks: by then it may have taken more.
        self._inherited = held_by_this_process()

    def serve(self) -> None:
        """Fork on request, and watch the forks, until the coordinator goes away."""
        next_patrol = 0.0
        while True:
            timeout = _PATROL_SECONDS * 1000 if self._wardens else None
            ready = [descriptor for descriptor, _ in self._poll.poll(timeout)]
            for descriptor in ready:
                self._attend(descriptor)
            if time.monotonic() >= next_patrol:
                for warden in set(self._wardens.values()):
                    if not warden.patrol():
                        self._dismiss(warden)
                next_patrol = time.monotonic() + _PATROL_SECONDS
            if self._control.fileno() in ready and not self._take_request():
                return

    def _attend(self, descriptor: int) -> None:
        warden = self._wardens.get(descriptor)
        if warden is None:
            return
        if not warden.handle(descriptor):
            self._dismiss(warden)
        elif descriptor not in warden.descriptors():
            del self._wardens[descriptor]
            self._poll.unregister(descriptor)

    def _take_request(self) -> bool:
        """Fork once for the coordinator; False when it has gone."""
        request = receive_request(self._control)
        if request is None:
            return False
        limits, descriptors = request
        try:
            problem = self._fork(Limits(**limits), descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        send_answer(self._control, problem)
        return True

    def _fork(self, limits: Limits, descriptors: list[int]) -> str:
        """Fork for one submission; "" or why it could not be done."""
        channel, leash, *texts = descriptors
        ours, theirs = socket.socketpair()
        namespaces = self._settings.namespaces
        try:
            child = syscalls.fork_into(jail.NAMESPACES) if namespaces else os.fork()
        except OSError as error:
            return str(error)
        if child == 0:
            self._be_submission(limits, channel, texts, theirs)
        theirs.close()
        own_leash = socket.socket(fileno=os.dup(leash))
        self._follow(
            Warden(child, own_leash, ours, limits, namespaces=namespaces, inherited=self._inherited)
        )
        return ""

    def _be_submission(
        self, limits: Limits, channel: int, texts: list[int], handshake: socket.socket
    ) -> None:
        """Run the submission in this process, which is a fork, and end it."""
        status = 1
        try:
            submission = Fork(
                channel=socket.socket(fileno=channel),
                texts=texts,
                handshake=handshake,
                limits=limits,
                shell=self._shell,
                witness=self._witness,
                namespaces=self._settings.namespaces,
                gpu=self._settings.gpu,
                outer_ids=self._ids,
            )
            try:
                submission.shut_in()
            except Exception as error:
                submission.handshake.send(f"{type(error).__name__}: {error}".encode())
            else:
                submission.serve()
                status = 0
        finally:
            os._exit(status)

    def _follow(self, warden: Warden) -> None:
        """Wait on what this warden waits on, from now on."""
        for descriptor in warden.descriptors():
            self._wardens[descriptor] = warden
            self._poll.register(descriptor, select.POLLIN)

    def _dismiss(self, warden: Warden) -> None:
        """The submission has ended: wait on nothing of it any more."""
        for descriptor in [key for key, value in self._wardens.items() if value is warden]:
            del self._wardens[descriptor]
            self._poll.unregister(descriptor)
        warden.close()


def _do_as_the_filter_allows() -> None:
    """Have event loops wait without epoll, and processes share tensors as files, by name."""
    selectors.DefaultSelector = selectors.PollSelector  # type: ignore[assignment, misc]  # so there
    torch.multiprocessing.set_sharing_strategy("file_system")


def _rehearse_the_practice_accelerator() -> None:
    """Start it and run what most answers run, so that the forks find it warm.

    Not where a real accelerator can be used: only one of them can be the current one.
    """
    from autograder import devices
    from autograder.witness.draw import Draw
    from autograder.witness.record import record
    from autograder.witness.witness import Question, answer

    draw = Draw("rehearsal")
    arguments = (record(draw.floats(2, 3, grad=True)), record(draw.ints(2, 3)))
    work = {"work": lambda a, b: (a * b + 1 - a / 2).sum(0)[:2].T.reshape(-1).clone()}
    for device in devices.available():
        question = Question("work", True, arguments, device.name, True, True, 0)
        answer(question.to_bytes(), work)


def _require_sound_forks() -> None:
    if torch.cuda.is_initialized():
        raise RuntimeError("something loaded here starts CUDA; a fork could not use it")
    with contextlib.suppress(FileNotFoundError):
        others = len(os.listdir("/proc/self/task")) - 1
        if others:
            raise RuntimeError(f"something loaded here runs {others} threads")
