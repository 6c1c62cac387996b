"""Whatever a stranger sends: an answer that is none of our faults, and nothing of theirs alive."""

from urllib.parse import quote

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from werkzeug.test import TestResponse

from tests.fuzz.rounds import JSONS, NUMBERS, TEXTS, fuzzed
from tests.makers import Browser
from tests.web.everything import Address

PARAMETERS = st.sampled_from(
    "q page tag theme work kind sort in from to next show path letter token tags shelf lang".split()
)
QUERIES = st.dictionaries(PARAMETERS, NUMBERS, max_size=4)
HEADERS = st.sampled_from(
    (
        "Accept Accept-Language Accept-Encoding Authorization Cookie Content-Type Date Expect "
        "Forwarded If-Match If-Modified-Since If-None-Match If-Range Origin Range Referer "
        "Sec-Fetch-Site User-Agent X-CSRFToken X-Forwarded-For X-Forwarded-Host "
        "X-Forwarded-Proto X-Requested-With"
    ).split()
)
# As a server hands them on: one line, in Latin-1.
LINES = st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=60)
FIELDS = st.sampled_from(
    "email called stamp what often until tag theme kind without keep all done text name".split()
)
MARK = "<script>alert(1)</script>"


def is_sound(answer: TestResponse) -> bool:
    """No fault of ours; and what was sent is nowhere in it as it came."""
    with answer:
        is_alive = answer.mimetype == "text/html" and MARK.encode() in answer.get_data()
    return answer.status_code < 500 and not is_alive


@fuzzed()
@given(path=TEXTS, query=QUERIES)
def test_any_address(reader: FlaskClient, path: str, query: dict[str, str]) -> None:
    answer = reader.get("/" + quote(path, safe="/%"), query_string=query)
    assert is_sound(answer), answer.status


@fuzzed()
@given(data=st.data(), query=QUERIES)
def test_any_parameters_of_a_page(
    known: list[Address], reader: FlaskClient, data: st.DataObject, query: dict[str, str]
) -> None:
    pages = [each.path for each in known if "GET" in each.methods]
    answer = reader.get(data.draw(st.sampled_from(pages)), query_string=query)
    assert is_sound(answer), answer.status


@fuzzed()
@given(terms=TEXTS | st.sampled_from(["winter", "winter,theme:snow", "winter!kind:film"]))
def test_any_combination_of_a_feed(reader: FlaskClient, terms: str) -> None:
    address = f"/feeds/{quote(terms, safe='')}"
    assert is_sound(reader.get(address))
    for form in ("atom", "rss"):
        answer = reader.get(f"{address}.{form}")
        assert is_sound(answer)
        if answer.status_code == 200:
            etree.fromstring(answer.data)
    answer = reader.get(f"{address}.json")
    assert answer.status_code != 200 or answer.get_json(force=True)["version"]


@fuzzed()
@given(asked=TEXTS, query=QUERIES)
def test_any_search(reader: FlaskClient, asked: str, query: dict[str, str]) -> None:
    assert is_sound(reader.get("/search/", query_string={**query, "q": asked}))


@fuzzed()
@given(headers=st.dictionaries(HEADERS, LINES, max_size=4))
def test_any_headers(reader: FlaskClient, owner: Browser, headers: dict[str, str]) -> None:
    for path in ("/", "/posts/a-piece/", "/feed.atom", "/login", "/desk/", "/static/css/site.css"):
        assert is_sound(reader.get(path, headers=headers)), path
    without_cookie = {name: value for name, value in headers.items() if name != "Cookie"}
    assert is_sound(owner.get("/desk/tags/known", headers=without_cookie))


@fuzzed()
@given(form=st.dictionaries(FIELDS, NUMBERS, max_size=6))
def test_any_form_of_a_reader(
    known: list[Address], reader: FlaskClient, form: dict[str, str]
) -> None:
    """Nobody follows by any of them, and nobody stops but by the buttons for it."""
    places = {
        each.path
        for each in known
        if each.endpoint.startswith("follow.") and "POST" in each.methods
    }
    kept = [path for path in sorted(places) if not path.endswith(("/stop", "/one-click"))]
    for path in ("/login", "/login/code", *kept):
        assert is_sound(reader.post(path, data=form)), path


@fuzzed()
@given(data=st.data(), sent=JSONS)
def test_any_json_to_the_desk(
    known: list[Address], owner: Browser, data: st.DataObject, sent: object
) -> None:
    ends_it = {"auth.sign_out", "editor.change_account"}
    forms = [each.path for each in known if "POST" in each.methods and each.endpoint not in ends_it]
    answer = owner.post(data.draw(st.sampled_from(forms)), json=sent)
    assert is_sound(answer), answer.status
