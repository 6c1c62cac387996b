"""A WSGI program that only hands out what it was given: `python -m bench.bare FOLDER PORT WORKERS`.

The most that the server can do (bench/serving.py). `FOLDER/answers.json` holds, for each path, the
status, the headers and the name of the file with the body.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from blog.cli.server import Server, bound

Application = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]


def main() -> None:
    folder, port, workers = sys.argv[1:]
    os.environ["BENCH_ANSWERS"] = folder
    Server("bench.bare:application", bound("127.0.0.1", int(port)), workers=int(workers)).serve()


def application() -> Application:
    folder = Path(os.environ["BENCH_ANSWERS"])
    told = json.loads((folder / "answers.json").read_text())
    answers = {
        path: (status, [tuple(header) for header in headers], (folder / name).read_bytes())
        for path, (status, headers, name) in told.items()
    }

    def answer(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        status, headers, body = answers[environ["PATH_INFO"]]
        if "HTTP_IF_NONE_MATCH" in environ:
            start_response("304 Not Modified", headers)
            return []
        start_response(status, headers)
        return [body]

    return answer


if __name__ == "__main__":
    main()
