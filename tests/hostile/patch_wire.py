"""json, struct and sockets replaced.

earns: before
ended: timeout crashed
why: whoever breaks the line is not heard.
"""

# %%
import json
import socket
import struct

json.dumps = struct.pack = lambda *_, **__: b""
socket.socket.sendall = lambda *_, **__: None
