"""A port for a server that runs in a process of its own, chosen before it starts."""

import os
import secrets
import socket
from contextlib import suppress

# Below those that the system gives to connections: one of them could have it before the server.
# And each test process has its own, so that no two of them choose one before either server has it.
_PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = range(20_000 + _PROCESS % 40, 32_000, 40)


def free() -> int:
    """One that nobody listens at; it is not kept."""
    while True:
        port = secrets.choice(_PORTS)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
