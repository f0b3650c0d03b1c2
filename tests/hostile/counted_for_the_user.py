"""What the kernel counts for a user, whose forks are all students: watches, queues, keys, signals.

earns: before after
ended: done
why: none of it can be had, or no more than leaves enough for everybody else.
"""

# %%
import ctypes
import mmap
import os
import platform
import select
import signal

libc = ctypes.CDLL(None)
x86 = platform.machine() == "x86_64"
# inotify_init1, epoll_create1, fanotify_init, keyctl, add_key, mq_open, io_setup, bpf, perf,
# io_uring_setup, memfd_create, userfaultfd, and epoll's oldest form.
calls = (
    (294, 291, 300, 250, 248, 240, 206, 321, 298, 425, 319, 323, 213)
    if x86
    else (26, 20, 262, 219, 217, 180, 0, 280, 241, 425, 279, 282)
)
page = ctypes.create_string_buffer(4096)
got = [number for number in calls if libc.syscall(number, page, page, page, page, page) >= 0]
for wish in (
    select.epoll,
    lambda: mmap.mmap(-1, mmap.PAGESIZE),
    lambda: mmap.mmap(os.open("/dev/zero", os.O_RDWR), mmap.PAGESIZE),
):
    try:
        got.append(wish())
    except OSError:
        pass

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN + 5])
waiting = 0
while waiting < 1000 and libc.sigqueue(os.getpid(), signal.SIGRTMIN + 5, None) == 0:
    waiting += 1
if got or waiting == 1000:

    def here(a):
        return 3 * a
