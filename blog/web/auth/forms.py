"""What the login and the set-up ask. The rules about the answers are those of the account."""

from functools import cache
from typing import Any

from babel import Locale
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from blog import zones
from blog.accounts.recovery import RecoveryFields
from blog.accounts.setup import SetUpFields
from blog.web.context import blog
from blog.web.forms import Form

# What the blog may be written in, to choose from; the settings take any other language tag.
LANGUAGES = (
    "en-GB en-US ar bg bn ca cs cy da de el es et eu fa fi fil fr ga gl he hi hr hu id is it ja ka "
    "ko lt lv mk ml mr ms nb nl pl pt pt-BR ro ru sk sl sq sr sv sw ta te th tr uk ur vi "
    "zh-Hans zh-Hant"
).split()


def languages(own: str) -> list[tuple[str, str, dict[str, str]]]:
    """Tag, own name, and the attributes of the option: a name in Thai is in Thai."""
    return [(tag, _own_name(tag), {"lang": tag}) for tag in dict.fromkeys((own, *LANGUAGES))]


@cache
def _own_name(tag: str) -> str:
    return Locale.parse(tag, sep="-").get_display_name() or tag


class LoginForm(Form):
    username = StringField("User name or email", [InputRequired("Write your user name.")])
    password = PasswordField("Password", [InputRequired("Write your password.")])
    stay = BooleanField("Stay signed in on this device for 30 days", default=True)


class CodeForm(Form):
    code = StringField("Code", [InputRequired("Type the code that your app shows.")])


class RecoveryForm(Form):
    password = PasswordField("New password")
    removes_codes = BooleanField()
    removes_passkeys = BooleanField()

    def fields(self) -> RecoveryFields:
        return RecoveryFields(
            password=self.password.data or "",
            removes_codes=self.removes_codes.data,
            removes_passkeys=self.removes_passkeys.data,
        )


class SetUpForm(Form):
    blog_name = StringField("Name of the blog")
    name = StringField("Your name")
    email = EmailField("Email")
    username = StringField("User name")
    password = PasswordField("Password")
    language = SelectField("Language you write in")
    time_zone = SelectField("Time zone")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.language.choices = languages(blog().language)
        self.time_zone.choices = [(name, name.replace("_", " ")) for name in zones.known()]

    def fields(self) -> SetUpFields:
        answers = {name: text or "" for name, text in self.data.items() if name != "csrf_token"}
        return SetUpFields(**answers)
