"""Letters for a real mail server: what it answers, and what is known when it does not."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path

import pytest

from blog.mail import message
from blog.mail.letters import Letter
from blog.mail.message import Message
from blog.mail.outcomes import Accepted, Outcome, Postponed, Refused, Unknown, Unreachable
from blog.mail.smtp import Smtp
from tests import smtp
from tests.smtp import MailServer

CERTIFICATE = Path(__file__).with_name("loopback.pem")
ADA, BEN = "ada@harbour.example", "ben@harbour.example"


def letter(text: str = "Snow.\n") -> Message:
    return message.build(
        Letter(subject="Snow", text=text, html="<p>Snow.</p>"),
        sender=Address("Ada Winter", addr_spec="ada@blog.example"),
        to=ADA,
        message_id="one@blog.example",
        at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    )


def send(transport: Smtp, to: str = ADA, text: str = "Snow.\n") -> Outcome:
    return transport.send(letter(text), to=to, envelope_from="back+1@blog.example")


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with smtp.running() as server:
        yield server


@pytest.fixture
def transport(mail: MailServer) -> Iterator[Smtp]:
    opened = Smtp(mail.place, own_name="blog.example")
    yield opened
    opened.close()


def believing() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def serving() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_a_letter_arrives_as_it_was_made(mail: MailServer, transport: Smtp) -> None:
    text = "Dots:\n.\n..\n.hidden\nFrom here on 雪\n"
    assert send(transport, text=text) == Accepted("250 Kept")
    (received,) = mail.letters
    assert (received.envelope_from, received.to) == ("back+1@blog.example", ADA)
    assert received.text == text


def test_one_connection_carries_many(mail: MailServer, transport: Smtp) -> None:
    for number in range(20):
        assert send(transport, to=f"reader{number}@harbour.example") == Accepted("250 Kept")
    assert (len(mail.letters), mail.connection_count) == (20, 1)
    assert transport.connection_count == 1


def test_a_refusal_of_the_address_is_told_and_the_next_letter_goes(
    mail: MailServer, transport: Smtp
) -> None:
    mail.answers[BEN] = "550 5.1.1 No such reader"
    assert send(transport, to=BEN) == Refused("550 5.1.1 No such reader", is_of_address=True)
    assert send(transport) == Accepted("250 Kept")
    assert mail.connection_count == 1


def test_a_full_mailbox_is_for_later(mail: MailServer, transport: Smtp) -> None:
    mail.answers[BEN] = "452 4.2.2 Full"
    assert send(transport, to=BEN) == Postponed("452 4.2.2 Full")
    assert send(transport) == Accepted("250 Kept")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 5.7.1 Not this one", Refused("554 5.7.1 Not this one")),
        ("451 4.7.1 Later", Postponed("451 4.7.1 Later")),
    ],
)
def test_what_is_said_of_the_letter_itself(
    mail: MailServer, transport: Smtp, answer: str, outcome: Outcome
) -> None:
    mail.data_answers[ADA] = answer
    assert send(transport) == outcome
    assert mail.letters == []
    mail.data_answers.clear()
    assert send(transport) == Accepted("250 Kept")


def test_hanging_up_after_the_letter_leaves_it_unknown(mail: MailServer, transport: Smtp) -> None:
    mail.fate = lambda number: smtp.HANG_UP_AFTER if number == 1 else ""
    assert isinstance(send(transport), Unknown)
    assert len(mail.letters) == 1
    assert send(transport, to=BEN) == Accepted("250 Kept")
    assert mail.connection_count == 2


def test_hanging_up_between_two_letters_harms_neither(mail: MailServer, transport: Smtp) -> None:
    """The server had said nothing: it is noticed before the next letter is handed over."""
    assert send(transport) == Accepted("250 Kept")
    mail.hang_up()
    assert send(transport, to=BEN) == Accepted("250 Kept")
    assert (len(mail.letters), mail.connection_count) == (2, 2)


def test_hanging_up_at_the_address_is_for_later(mail: MailServer, transport: Smtp) -> None:
    mail.answers[BEN] = smtp.HANG_UP_BEFORE
    assert isinstance(send(transport, to=BEN), Postponed)
    assert mail.letters == []
    assert send(transport) == Accepted("250 Kept")


def test_a_server_that_says_goodbye_is_asked_anew(mail: MailServer, transport: Smtp) -> None:
    mail.answers[BEN] = "421 4.7.0 Too many letters, goodbye"
    assert isinstance(send(transport, to=BEN), Postponed)
    assert send(transport) == Accepted("250 Kept")
    assert mail.connection_count == 2


def test_an_unknown_sender_says_something_of_all_letters(mail: MailServer, transport: Smtp) -> None:
    mail.sender_answer = "553 5.7.1 Not your address"
    assert send(transport) == Unreachable("553 5.7.1 Not your address")


def test_nobody_is_there(mail: MailServer) -> None:
    place = replace(mail.place, port=1)
    assert isinstance(send(Smtp(place, own_name="blog.example")), Unreachable)


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(mail: MailServer) -> None:
    with smtp.silent() as port:
        place = replace(mail.place, port=port)
        transport = Smtp(place, own_name="blog.example", patience=0.2)
        assert "timed out" in send(transport).answer


def test_with_a_password() -> None:
    with smtp.running(MailServer(password="lamp")) as mail:
        place = replace(mail.place, username="ada", password="lamp")
        transport = Smtp(place, own_name="blog.example")
        assert send(transport) == Accepted("250 Kept")
        transport.close()
        wrong = Smtp(replace(place, password="lantern"), own_name="blog.example")
        answer = send(wrong)
        assert isinstance(answer, Unreachable)
        assert answer.answer.startswith("535 5.7.8")
        assert len(mail.letters) == 1


def test_tls_from_the_start() -> None:
    with smtp.running(tls=serving()) as mail:
        place = replace(mail.place, encryption="from the start")
        transport = Smtp(place, own_name="blog.example", tls=believing())
        assert send(transport) == Accepted("250 Kept")
        transport.close()


def test_tls_when_asked_for() -> None:
    with smtp.running(starttls=serving()) as mail:
        for encryption in ("demanded", "where offered"):
            place = replace(mail.place, encryption=encryption)
            transport = Smtp(place, own_name="blog.example", tls=believing())
            assert send(transport) == Accepted("250 Kept")
            transport.close()
        assert len(mail.letters) == 2


@pytest.mark.parametrize("encryption", ["from the start", "demanded", "where offered"])
def test_a_certificate_that_nobody_vouches_for_gets_no_letter(encryption: str) -> None:
    is_tls = encryption == "from the start"
    with smtp.running(
        tls=serving() if is_tls else None, starttls=None if is_tls else serving()
    ) as mail:
        place = replace(mail.place, encryption=encryption)
        answer = send(Smtp(place, own_name="blog.example"))
        assert isinstance(answer, Unreachable)
        assert "certificate" in answer.answer
        assert mail.letters == []


def test_a_server_without_tls_hears_no_password() -> None:
    """As when somebody in between has struck the offer out."""
    with smtp.running(MailServer(password="lamp")) as mail:
        place = replace(mail.place, username="ada", password="lamp", encryption="demanded")
        assert isinstance(send(Smtp(place, own_name="blog.example")), Unreachable)
        assert mail.login_count == 0
