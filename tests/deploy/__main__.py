"""`python -m tests.deploy`: the files of deploy/, each tried as far as this machine allows.

nginx and Caddy stand before a `blog serve` with the sample blog; systemd reads the service; the
files that the Dockerfile copies are served by themselves. What is not installed is named, with how
to install it, and the status is then 2.
"""

import http.client
import json
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blog.config import from_env
from tests.deploy import proxies
from tests.deploy.proxies import DEPLOY, NAME, ROOT
from tests.journeys.conftest import DEMO, Blog, create_owner

Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Site:
    """The blog as it is reached through a server before it."""

    port: int
    is_https: bool

    def ask(self, path: str, *, method: str = "GET", host: str = NAME, **headers: str) -> Answer:
        if self.is_https:
            trusting = ssl._create_unverified_context()
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=30, context=trusting
            )
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        result = answer.status, said, answer.read()
        connection.close()
        return result


def main() -> int:
    missing = []
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        blog = Blog(place / "data")
        (place / "data").mkdir(mode=0o711)
        blog.environment |= {"BLOG_URL": f"https://{NAME}", "BLOG_PROXY_HOPS": "1"}
        blog.run("init")
        blog.run("import", "markdown", str(DEMO))
        create_owner(blog)
        trials: dict[str, Callable[[Blog, Path], None]] = {
            "nginx": try_nginx,
            "caddy": try_caddy,
            "systemd-analyze": try_systemd,
        }
        for name, trial in trials.items():
            if proxies.program(name):
                folder = place / name
                folder.mkdir()
                trial(blog, folder)
            else:
                missing.append(name)
        try_settings(place / "settings")
        try_image(place / "image")
    for name in missing:
        package = name.removesuffix("-analyze")
        sys.stdout.write(f"{name} is missing, its file was not tried: apt-get install {package}\n")
    return 2 if missing else 0


def try_nginx(blog: Blog, folder: Path) -> None:
    http_port, port = proxies.free_port(), proxies.free_port()
    at = int(blog.bind.rpartition(":")[2])
    file = proxies.shipped_nginx(folder, blog=at, http=http_port, https=port, data=blog.data)
    nginx = [proxies.program("nginx") or "", "-p", str(folder), "-c", str(file)]
    subprocess.run([*nginx, "-t", "-q"], check=True)
    site = Site(port, is_https=True)
    with proxies.running(nginx, port=port, folder=folder):
        for _ in blog.serve():
            moved = Site(http_port, is_https=False).ask("/tags/")
            expect("plain HTTP is led to HTTPS", moved[0] == 301)
            expect("and to the same page", moved[1]["location"] == f"https://{NAME}/tags/")
            try_site(site)
            before = bodies(site)
            expect("a form that is too large is refused", too_large(site) == 413)
        expect("pages come while the blog is started again", bodies(site) == before)
        expect("the desk does not", site.ask("/desk/")[0] == 502)
        try_picture(site, blog)


def try_caddy(blog: Blog, folder: Path) -> None:
    port, at = proxies.free_port(), int(blog.bind.rpartition(":")[2])
    file = proxies.shipped_caddy(folder, blog=at, http=port, data=blog.data)
    caddy = [proxies.program("caddy") or "", "run", "--adapter", "caddyfile", "--config", str(file)]
    site = Site(port, is_https=False)
    with proxies.running(caddy, port=port, folder=folder):
        for _ in blog.serve():
            try_site(site)
            expect("a form that is too large is refused", too_large(site) == 413)
        try_picture(site, blog)


def try_site(site: Site) -> None:
    status, headers, body = site.ask("/")
    expect("a page comes", status == 200 and b"<h1" in body)
    expect("with what protects it", "content-security-policy" in headers)
    expect("and without the name of a server", headers.get("server", "nginx") == "nginx")
    tag = headers["etag"]
    expect("who has it is told so", site.ask("/", If_None_Match=tag)[0] == 304)
    for packing in ("br", "gzip"):
        packed = site.ask("/", Accept_Encoding=packing)
        expect(f"it comes packed: {packing}", packed[1].get("content-encoding") == packing)
    expect("HEAD says the same", site.ask("/", method="HEAD")[0] == 200)
    tokens = {token(site.ask("/login")) for _ in range(2)}
    expect("each visitor of the login has a form of their own", len(tokens) == 2)
    plain = "content-encoding" not in site.ask("/login", Accept_Encoding="gzip, br")[1]
    expect("a form is not packed: its length would tell of its token", plain)
    private = site.ask("/", Cookie="__Host-blog=made-up")
    expect("whoever may be the owner passes by the cache", private[0] == 200)
    expect("the desk leads to the login", site.ask("/desk/")[0] == 303)
    sheet = re.search(rb'href="(/static/sheets/[^"]+)"', body)
    status, headers, _ = site.ask(sheet[1].decode() if sheet else "")
    expect("sheets are kept for a year", "immutable" in headers["cache-control"])
    forged = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "gopher"}
    expect("forged headers change nothing", site.ask("/robots.txt", **forged)[0] == 200)


def try_picture(site: Site, blog: Blog) -> None:
    """The blog is not running."""
    picture = next((blog.data / "media").glob("*/*.*"))
    status, headers, body = site.ask(f"/media/{picture.parent.name}/{picture.name}")
    expect("a picture comes from the disk", status == 200 and body == picture.read_bytes())
    expect("as a picture", headers["content-type"].startswith("image/"))
    expect("for a year", headers["cache-control"] == "public, max-age=31536000, immutable")
    expect("and can do nothing", "sandbox" in headers["content-security-policy"])
    other = site.ask("/media/../secret")
    expect("nothing else comes from there", other[0] in {400, 404, 502})


def bodies(site: Site) -> list[tuple[int, bytes]]:
    answers = [site.ask("/archive/", Accept_Encoding=packing) for packing in ("br", "gzip", "")]
    return [(status, body) for status, _, body in answers]


def too_large(site: Site) -> int:
    return site.ask("/login", method="POST", Content_Length="50000000", Connection="close")[0]


def token(answer: Answer) -> bytes:
    found = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', answer[2])
    assert found, answer
    return found[1]


def try_systemd(blog: Blog, folder: Path) -> None:
    """With the programs of this machine in the place of those of a server."""
    file = folder / "commonplace.service"
    unit = (DEPLOY / "commonplace.service").read_text()
    file.write_text(proxies.changed(unit, {"/opt/commonplace": str(ROOT)}))
    said = subprocess.run(
        ["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False
    ).stderr
    expect(f"systemd understands the service {said}", "commonplace.service" not in said)
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--json=short", str(file)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    exposed = sum(float(each["exposure"] or 0) for each in json.loads(told))
    expect(f"it is closed to the rest of the machine (exposure {exposed:.1f})", exposed < 2)


def try_settings(folder: Path) -> None:
    """The shipped file, and the one that its comments name as possible."""
    shipped = (DEPLOY / "commonplace.conf").read_text()
    for text in (shipped, re.sub(r"^#(BLOG_)", r"\1", shipped, flags=re.MULTILINE)):
        lines = [line for line in text.splitlines() if line.startswith("BLOG_")]
        settings = from_env(dict(line.split("=", 1) for line in lines) | {"BLOG_DATA": str(folder)})
        expect("the blog takes its settings", settings.proxy_hops == 1)
        expect("with the name that is to be replaced", settings.url == f"https://{NAME}")
    for name in ("blog", "commonplace.service"):
        shared = "EnvironmentFile=/etc/commonplace.conf" in (DEPLOY / name).read_text()
        expect(f"{name} reads them", shared)


def try_image(folder: Path) -> None:
    """Whether what is copied into the image is enough to serve; no image is built."""
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        words = line.split()
        if words[:1] == ["COPY"] and not words[1].startswith("--"):
            for name in words[1:-1]:
                copy(ROOT / name, folder / name)
    blog = Blog(folder / "data")
    blog.environment["PYTHONPATH"] = str(folder)
    done = subprocess.run(
        [sys.executable, "-m", "blog.cli", "init"],
        cwd=folder,
        env=blog.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    where = "import blog, blog.app, wsgi; print(blog.__file__)"
    served = subprocess.run(
        [sys.executable, "-c", where],
        cwd=folder,
        env=blog.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    expect(f"what the image has makes a blog {done.stderr}", done.returncode == 0)
    expect(f"and serves it {served.stderr}", served.stdout.startswith(str(folder)))


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def expect(what: str, is_so: bool) -> None:
    sys.stdout.write(f"{'ok' if is_so else 'FAILED'}: {what.strip()}\n")
    if not is_so:
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
