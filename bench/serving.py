"""Requests a second beside nginx: `python -m bench.serving [COUNT …]`.

Makes blogs of 200 and 10,000 pieces (bench/pages.py), and serves each in four ways on ports of
127.0.0.1: nginx hands out the very same bytes, head and body, as files; a bare WSGI program does so
under the blog's own server; plain `blog serve`; and `blog serve` behind deploy/nginx.conf, without
its TLS. wrk asks all four in turns (32 connections, Brotli as browsers do), so that noise meets
all. Printed are medians over the rounds, and medians of the ratios within each round.

nginx and wrk are needed: apt-get install nginx wrk. With `--keep FOLDER` the blogs are made there,
and taken from there the next time.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.pages import blog as make_blog
from bench.ways import HOST, PAGES, WAYS, Way, fetched, served, serving, ways
from tests.deploy import proxies

CONNECTIONS = 32
ROUNDS = 3
STARTS = 5
# The name of the blog's cookie: whoever sends it may be the owner, and is answered anew.
BY_THE_OWNER = "Cookie: __Host-blog=made-up"


@dataclass(frozen=True)
class Run:
    """What wrk said of one way, and the processor time of the server for each request, in µs."""

    per_second: float
    p50: float
    p99: float
    failed: int
    cost: float


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", type=int, nargs="*", default=[200, 10_000])
    options.add_argument("--keep", type=Path)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--workers", type=int, default=1)
    given = options.parse_args()
    missing = [name for name in ("nginx", "wrk") if not proxies.program(name)]
    if missing:
        print(f"Missing: {', '.join(missing)}. Install it: apt-get install {' '.join(missing)}")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        for count in given.counts:
            place = Path(temporary) / f"ways-{count}"
            place.mkdir()
            make_blog(given.keep or Path(temporary), count)
            data = (given.keep or Path(temporary)) / str(count)
            with ways(place, data, workers=given.workers) as found:
                print(f"\n{count:,} pieces, {given.workers} worker(s)")
                show(found, seconds=given.seconds, rounds=given.rounds)
                for worker in children(found["blog"].process):
                    print(f"worker: {memory(worker)}")
            taken, spent = cold_start(data, workers=given.workers)
            print(f"first page: after {taken:.2f} s, {spent:.2f} s of processor time")
    return 0


def show(found: dict[str, Way], *, seconds: int, rounds: int) -> None:
    rates = (f"{way:>6}" for way in WAYS)
    columns = (*rates, "blog:nginx", "bare:nginx", "behind:nginx", "p50 ms", "p99 ms", "failed")
    print(f"{'':18}", *(f"{column:>{len(column) + 2}}" for column in columns), "  µs of CPU")
    for name, path in PAGES.items():
        is_cached = "not" not in name
        asked = [way for way in WAYS if is_cached or way == "blog"]
        runs: dict[str, list[Run]] = {way: [] for way in asked}
        for _ in range(rounds):
            for way in asked:
                runs[way].append(load(found[way], name, path, seconds=seconds))
        ours = runs["blog"]
        told = [
            *(rate(runs, way) for way in WAYS),
            *(ratio(runs, way) for way in ("blog", "bare", "behind")),
            f"{median(each.p50 for each in ours):.2f}",
            f"{median(each.p99 for each in ours):.2f}",
            str(sum(each.failed for each in ours)),
        ]
        costs = [f"{way} {min(each.cost for each in runs[way]):.1f}" for way in asked]
        cells = [f"{cell:>{len(column) + 2}}" for cell, column in zip(told, columns, strict=True)]
        print(f"{name:18}", *cells, "  " + ", ".join(costs))


def rate(runs: dict[str, list[Run]], way: str) -> str:
    return f"{median(each.per_second for each in runs[way]):.0f}" if way in runs else ""


def ratio(runs: dict[str, list[Run]], way: str) -> str:
    if "nginx" not in runs:
        return ""
    pairs = zip(runs[way], runs["nginx"], strict=True)
    return f"{median(ours.per_second / theirs.per_second for ours, theirs in pairs):.2f}"


def load(way: Way, name: str, path: str, *, seconds: int) -> Run:
    headers = [f"Host: {HOST}", "Accept-Encoding: br"]
    if "304" in name:
        headers.append(f"If-None-Match: {way.tags[path]}")
    if "not" in name:
        headers.append(BY_THE_OWNER)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    before = processor_time(way.process)
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{way.port}{quote(path, safe='/?=&+')}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    spent = processor_time(way.process) - before
    requests = int(found(r"(\d+) requests in", said))
    failures = re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)
    return Run(
        per_second=float(found(r"Requests/sec: +([\d.]+)", said)),
        p50=milliseconds(found(r"50% +(\S+)", said)),
        p99=milliseconds(found(r"99% +(\S+)", said)),
        failed=sum(map(int, failures)),
        cost=spent / max(requests, 1) * 1e6,
    )


def processor_time(process: "subprocess.Popen[bytes]") -> float:
    """Seconds that a server and its workers have used so far."""
    ticks = 0
    for pid in [process.pid, *children(process)]:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def memory(pid: int) -> str:
    """What it holds; what it holds if each page of memory is shared out among its holders; and what
    nobody else holds.
    """
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    resident, shared_out, clean, dirty = (
        int(found(rf"{name}:\s+(\d+) kB", told)) / 1024
        for name in ("Rss", "Pss", "Private_Clean", "Private_Dirty")
    )
    own = clean + dirty
    return f"{resident:.0f} MB resident, {shared_out:.0f} shared out, {own:.0f} its own"


def cold_start(data: Path, *, workers: int) -> tuple[float, float]:
    """Seconds from the command to the first page, and of processor time: medians of five."""
    taken, spent = [], []
    for _ in range(STARTS):
        port = proxies.free_port()
        started = time.perf_counter()
        with serving(served(port, workers=workers), data=data, port=port) as server:
            fetched(port, "/")
            taken.append(time.perf_counter() - started)
            spent.append(processor_time(server))
    return median(taken), median(spent)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def milliseconds(told: str) -> float:
    number, unit = float(re.sub(r"[a-z]+", "", told)), re.sub(r"[\d.]+", "", told)
    return number * {"us": 0.001, "ms": 1, "s": 1000}[unit]


if __name__ == "__main__":
    sys.exit(main())
