"""A server on every kind of address, for another submission to find.

earns: before after
ended: done
why: no other submission shares its network or its files.
"""

# %%
import socket

servers = []
for family, address in ((socket.AF_INET, ("", 5000)), (socket.AF_UNIX, "\0meet")):
    server = socket.socket(family, socket.SOCK_STREAM)
    server.bind(address)
    server.listen()
    servers.append(server)
