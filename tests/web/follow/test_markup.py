"""The Nu Html Checker finds nothing on the pages that only a link leads to."""

from flask import Flask

from tests import nu
from tests.conftest import FrozenClock
from tests.web.follow.reader import Reader


def test_every_state(kept: Flask, reader: Reader, clock: FrozenClock) -> None:
    own = reader.follow("?theme=love&tag=华语片&kind=film&not=winter")
    sent = reader.send("?theme=slow&tag=railways").location
    question = reader.link()
    refused = {"what": "some", "often": "never"}
    answers = {
        "sent": reader.client.get(sent),
        "question": reader.client.get(question),
        "preferences": reader.client.get(own),
        "refused": reader.client.post(own, data=refused),
        "stop": reader.client.get(f"{own}stop"),
        "form": reader.client.post("/follow/", data=refused | {"how": "email"}),
    }
    reader.client.post(f"{own}pause", data={"until": "2026-12-24"})
    answers["paused"] = reader.client.get(own)
    reader.send(email="bo@harbourlane.example")
    link = reader.link()
    answers["confirm"] = reader.client.get(link)
    clock.move(days=2)
    answers["late"] = reader.client.get(link)
    answers["stopped"] = reader.client.post(f"{own}one-click")
    pages = {f"/{name}/": answer.get_data(as_text=True) for name, answer in answers.items()}
    assert "\n".join(nu.findings(pages)) == ""
