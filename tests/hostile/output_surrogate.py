"""An output message with half a surrogate pair, as bytes and as an escape.

earns: before after
ended: done
why: what is no UTF-8 is no output, and what a file can't hold is replaced.
"""

# %%
import json

from autograder.room.inside.shell import OUTLET

output = {"output_type": "display_data", "data": {"text/plain": "half"}, "metadata": {}}
message = json.dumps({"output": output, "ends": [0, 0]}).encode()
OUTLET._send(message.replace(b"half", b"\xed\xa0\x80"))
OUTLET._send(message.replace(b"half", b"\\ud800"))
