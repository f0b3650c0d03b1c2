"""Memory that the kernel holds: what was written to sockets and never read.

earns: before
ended: memory
why: every socket counts as full, also those that are closed while their words still wait.
"""

# %%
import socket
import time

servers = []
for i in range(8):
    server = socket.socket(socket.AF_UNIX)
    server.bind(f"/tmp/{i}")
    server.listen(4096)
    servers.append(server)
    for _ in range(500):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(f"/tmp/{i}")
            client.setblocking(False)
            try:
                while True:
                    client.send(bytes(1 << 15))
            except BlockingIOError:
                pass
time.sleep(1000)
