"""nginx and Caddy with the configurations of deploy/, on ports and folders of their own.

Only what names a place is changed; a change that finds nothing to change fails.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
CERTIFICATE: Final = ROOT / "tests" / "mail" / "loopback.pem"
NAME: Final = "blog.example.org"
PATIENCE_SECONDS: Final = 30

_MAIN: Final = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
worker_rlimit_nofile 8192;
events {{ worker_connections 2048; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {body}
}}
"""


def program(name: str) -> str | None:
    """Where it lies; servers are not in everybody's path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def nginx_main(folder: Path, body: str) -> Path:
    """A configuration of its own around `body`; who is root stays it, to read the folder."""
    file = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(_MAIN.format(folder=folder, user=user, body=body))
    return file


def shipped_nginx(folder: Path, *, blog: int, http: int, https: int, data: Path) -> Path:
    site = changed(
        (DEPLOY / "nginx.conf").read_text(),
        {
            "listen 80;": f"listen 127.0.0.1:{http};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "127.0.0.1:8000 max": f"127.0.0.1:{blog} max",
            "/var/cache/commonplace": f"{folder}/cache",
            "/var/lib/commonplace": str(data),
            f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(CERTIFICATE),
            f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(CERTIFICATE),
        },
    )
    return nginx_main(folder, "gzip on;  # as Debian has it\n" + site)


def shipped_caddy(folder: Path, *, blog: int, http: int, data: Path) -> Path:
    """Without TLS, whose certificates are fetched from elsewhere."""
    file = folder / "Caddyfile"
    site = {
        "\tservers {": "\tadmin off\n\tauto_https off\n\tservers {",
        f"\n{NAME} {{": f"\nhttp://{NAME}:{http} {{",
        "127.0.0.1:8000 {": f"127.0.0.1:{blog} {{",
        "/var/lib/commonplace": str(data),
    }
    file.write_text(changed((DEPLOY / "Caddyfile").read_text(), site))
    return file


def changed(text: str, places: Mapping[str, str]) -> str:
    for old, new in places.items():
        if old not in text:
            raise ValueError(f"{old!r} no longer stands in the configuration")
        text = text.replace(old, new)
    return text


@contextmanager
def running(command: list[str], *, port: int, folder: Path) -> Iterator[None]:
    """The server, from the moment it answers at the port to the end of the block."""
    environment = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        wait_for(port, server)
        yield
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < last:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers at port {port}: {server.args!r}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
