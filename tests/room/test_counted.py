"""What the kernel counts for a user is not shared by submissions, or leaves everybody enough.

All forks of a room are one user: in the namespace of a room only one is mapped. So one of them
takes all that it can get of something, and while it holds that, another does everyday work.
"""

import pytest

from autograder.room.conversation import hold
from autograder.room.room import Cell
from tests.room.rooms import LIMITS, text_of

# Each prints how much of it was had; an error is what ends the taking.
TAKE = {
    "pipes": """
        children = []
        for _ in range(LIMIT_PROCESSES):
            child = os.fork()
            if child == 0:
                os.close(told), os.setpgid(0, 0)
                kept = many(os.pipe)
                os.write(tell, b"x"), os.read(0, 0), time.sleep(100)
            children.append(child)
        os.close(tell)
        had = sum(len(os.read(told, 1)) for _ in children)
    """,
    "processes": """
        def sleeper():
            if os.fork() == 0:
                time.sleep(100)
        had = len(many(sleeper))
    """,
    "waiting signals": """
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN + 5])
        def wait():
            if libc.sigqueue(os.getpid(), signal.SIGRTMIN + 5, None):
                raise OSError
        had = len(many(wait))
    """,
    "timers": """
        def timer():
            if libc.timer_create(0, None, ctypes.byref(ctypes.c_void_p())):
                raise OSError
        had = len(many(timer))
    """,
    "locks on files": """
        def lock():
            file = open(f"/tmp/{len(kept)}", "w")
            kept.append(file)
            fcntl.flock(file, fcntl.LOCK_EX)
        kept = []
        had = len(many(lock))
    """,
    "sockets": "had = len(many(socket.socketpair))",
    "event counters": "had = len(many(lambda: os.eventfd(0)))",
}
# What none can be had of at all.
REFUSED = {
    "descriptors in flight": "socket.send_fds(socket.socketpair()[0], [b'x'], [0])",
    "watched files": "check(libc.inotify_init1(0))",
    "watched descriptors": "select.epoll()",
    "locked memory": "check(libc.mlock(ctypes.create_string_buffer(8192), 8192))",
    "all memory locked": "check(libc.mlockall(1))",
    "message queues": "check(libc.syscall(MQ_OPEN, b'x', os.O_CREAT | os.O_RDWR, 0o600, None))",
    "shared segments": "check(libc.shmget(0, 4096, 0o1600))",
    "keys": "check(libc.syscall(KEYCTL, 0, -3, 1))",
    "asynchronous reads": "check(libc.syscall(IO_SETUP, 8, ctypes.byref(ctypes.c_void_p())))",
    "longer pipes": "fcntl.fcntl(os.pipe()[1], 1031, 1 << 20)",
}
BEGIN = f"""
import ctypes, fcntl, os, platform, select, signal, socket, subprocess, time
libc = ctypes.CDLL(None, use_errno=True)
MQ_OPEN, KEYCTL, IO_SETUP = (240, 250, 206) if platform.machine() == "x86_64" else (180, 219, 0)
LIMIT_PROCESSES = {LIMITS.processes - 4}
told, tell = os.pipe()
def many(take):
    taken = []
    try:
        while len(taken) < 100_000:
            taken.append(take())
    except OSError:
        pass
    held.append(taken)
    return taken
held = []
def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""
WORK = """
done = subprocess.run(["echo", "hello"], capture_output=True, text=True, check=True)
ours, theirs = os.pipe()
os.write(theirs, b"x" * 4096)
files = [open(f"/tmp/{i}", "w") for i in range(20)]
for file in files:
    fcntl.flock(file, fcntl.LOCK_EX)
a, b = socket.socketpair()
a.sendall(b"x")
signal.signal(signal.SIGUSR1, lambda *_: print(done.stdout.strip(), end=""))
libc.sigqueue(os.getpid(), signal.SIGUSR1, None)
"""


def dedent(source):
    lines = [line for line in source.splitlines() if line.strip()]
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    return "\n".join(line[indent:] for line in lines)


@pytest.mark.parametrize("take", TAKE.values(), ids=TAKE.keys())
def test_what_one_submission_holds_leaves_others_enough(room, take):
    others = []

    def work(position, ran):
        if position == 0:
            others.append(room.run([Cell(BEGIN + WORK)]))

    cells = [Cell(f"{BEGIN}{dedent(take)}\nprint(had)"), Cell("print('still here')")]
    run = hold(room.open_line(), cells, LIMITS, work)
    assert int(text_of(run, 0)) > 0, run.cells[0].outputs
    assert text_of(run, 1) == "still here\n"
    (other,) = others
    assert text_of(other, 0) == "hello", other.cells[0].outputs


def test_what_is_counted_and_not_needed_can_not_be_had(room):
    tries = "\n".join(
        f"try:\n    {source}\n    print({what!r})\nexcept OSError:\n    pass"
        for what, source in REFUSED.items()
    )
    run = room.run([Cell(f"{BEGIN}\n{tries}\nprint('tried')")])
    assert text_of(run, 0) == "tried\n", run.cells[0].outputs
