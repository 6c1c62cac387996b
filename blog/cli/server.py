"""Granian as it serves the blog: one socket for all workers, threads, and limits for clients.

Each figure has its measurement in bench/README.md.
"""

import logging
import resource
import socket
import sys
from typing import Final

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from blog.cli import worker
from blog.web.logs import CONFIGURATION

# Each that makes pages takes 2 MB. Up to 16 a hit in the page cache costs the same, with 32 half as
# much again: they then fight for the interpreter.
THREADS: Final = 8
# Bodies coming in and long answers going out hold a thread each; the others make pages.
THREADS_FOR_SLOW_CLIENTS: Final = 6

# A connection that is only held open costs a few kilobytes and no thread.
_CONNECTIONS: Final = 8192
_BACKLOG: Final = 4096
_BYTES_OF_HEADERS: Final = 32 * 1024
# For the headers of a request, and for the next request of a connection. A proxy has to let go
# earlier (deploy/nginx.conf), or it asks over a connection that is being closed.
_SECONDS_FOR_HEADERS: Final = 15
# What was sent and is not taken in by then ends the connection.
_SECONDS_FOR_READING: Final = 60
_SECONDS_TO_STOP: Final = 10


class Server(MPServer):
    """Granian, whose workers share the socket that is given to it.

    Otherwise each worker listens by itself, and what waits in its queue when it is replaced is
    reset: 14 of 84,000 requests under full load, 1 with a socket for all.
    """

    _spawn_wsgi_worker = staticmethod(worker.run)

    def __init__(self, target: str, listening: socket.socket, *, workers: int) -> None:
        self._listening = listening
        host, port = listening.getsockname()[:2]
        super().__init__(
            target,
            factory=True,
            address=host,
            port=port,
            workers=workers,
            interface=Interfaces.WSGI,
            # HTTP/2 without TLS is spoken by no browser, and has no limit for slow headers.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=_SECONDS_FOR_HEADERS * 1000, max_buffer_size=_BYTES_OF_HEADERS
            ),
            websockets=False,
            blocking_threads=THREADS,
            backlog=_BACKLOG,
            backpressure=_CONNECTIONS,
            respawn_failed_workers=True,
            workers_kill_timeout=_SECONDS_TO_STOP,
            log_dictconfig=CONFIGURATION,
        )
        logging.getLogger("_granian").addFilter(_is_news)

    def _init_shared_socket(self) -> None:
        self._listening.listen(_BACKLOG)
        self._listening.set_inheritable(True)
        number = self._listening.fileno()
        shared = SocketHolder(number, False, _BACKLOG)  # type: ignore[call-arg]
        vars(self).update(_ssp=None, _sso=self._listening, _sfd=number, _shd=shared)


def _is_news(record: logging.LogRecord) -> bool:
    """All but the advice to take fewer threads than `THREADS`."""
    return "Python threads" not in record.getMessage()


def bound(host: str, port: int) -> socket.socket:
    """A socket for `Server` at this place, which nobody else has. It does not listen yet.

    :raises OSError: when the place is taken, or not of this machine.
    """
    family, kind, protocol, _, place = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _drop_those_who_went_away(listening)
        listening.bind(place)
    except OSError:
        listening.close()
        raise
    return listening


def _drop_those_who_went_away(listening: socket.socket) -> None:
    """A connection inherits this: a phone that lost its network, or reads nothing of what it was
    sent, keeps its thread for a minute and not for ever.
    """
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if sys.platform == "linux":
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _SECONDS_FOR_READING // 2)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _SECONDS_FOR_READING // 4)
        listening.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SECONDS_FOR_READING * 1000
        )


def allow_connections() -> None:
    """A process may have 1,024 files open unless it asks for more; a connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS * 2 if hard == resource.RLIM_INFINITY else min(_CONNECTIONS * 2, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
