"""Pictures that a person puts into a text, and how long they are on their way."""

import base64
import re
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import Blog
from tests.journeys.writing import Shelf, Window
from tests.media import samples

File = dict[str, Any]
UPLOADS = "**/desk/pictures/"


def picture(name: str, *, shade: int = 0, side: int = 8) -> File:
    data = samples.encode(Image.new("RGB", (side, side), (shade * 12 % 256, 90, 40)), "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": data}


def heavy_picture(name: str) -> File:
    """Half a megabyte that no encoder makes smaller."""
    image = Image.effect_noise((760, 760), 90)
    return {"name": name, "mimeType": "image/png", "buffer": samples.encode(image, "PNG")}


class Held:
    """Uploads that do not arrive before a test lets them."""

    def __init__(self, page: Page) -> None:
        self.is_open = False
        self.routes: list[Route] = []
        page.route(UPLOADS, self.hold)

    def hold(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> None:
        self.is_open = True
        for route in self.routes:
            route.continue_()


def choose(window: Window, *files: File) -> None:
    window.page.get_by_role("button", name="Picture", exact=True).click()
    window.page.locator("#picker-files").set_input_files(list(files))


def hand_over(
    window: Window,
    kind: str,
    *files: File,
    words: str = "",
    at: tuple[float, float] = (0, 0),
    onto: str = "#source",
) -> bool:
    """Paste or drop files on the text, as the browser tells it; whether the page took them."""
    return bool(
        window.page.evaluate(
            """([kind, files, words, [clientX, clientY], onto]) => {
              const carried = new DataTransfer();
              for (const { name, mimeType, base64 } of files) {
                const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
                carried.items.add(new File([bytes], name, { type: mimeType }));
              }
              if (words) carried.setData("text/plain", words);
              const text = document.querySelector(onto);
              const how = { bubbles: true, cancelable: true };
              return !text.dispatchEvent(kind === "paste"
                ? new ClipboardEvent("paste", { ...how, clipboardData: carried })
                : new DragEvent(kind, { ...how, clientX, clientY, dataTransfer: carried }));
            }""",
            [
                kind,
                [
                    {**file, "buffer": "", "base64": base64.b64encode(file["buffer"]).decode()}
                    for file in files
                ],
                words,
                at,
                onto,
            ],
        )
    )


def rows(window: Window) -> Locator:
    return window.page.locator(".uploads > li")


def arrived(window: Window, count: int = 1) -> list[str]:
    """The lines of pictures in the text, once so many are there and none is on its way."""
    line = r"!\[\]\(/media/\S+\)"
    expect(window.page.locator("#source")).to_have_value(re.compile(f"({line}[^!]*){{{count}}}"))
    expect(rows(window)).to_have_count(0)
    expect(window.page.locator("#source")).not_to_have_value(re.compile("Uploading"))
    lines = re.findall(line, window.text)
    assert len(lines) == count
    return lines


def assert_kept(study: Blog, window: Window, text: str) -> None:
    """In the window, and after its next save on the server."""
    window.shows(text)
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == text
