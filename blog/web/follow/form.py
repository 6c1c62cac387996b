"""The form at /follow/: an address, how often, and the marks by which programs give themselves
away. What was chosen is read by choosing.py.
"""

from typing import Any, Final

from wtforms import EmailField, HiddenField, RadioField, StringField

from blog.errors import Refused
from blog.following.addresses import MOST_ADDRESS
from blog.web.context import at, installation
from blog.web.follow import stamp
from blog.web.forms import Form

# What a form calls a rhythm, as it is kept, and in words.
OFTEN: Final = (
    ("instant", "at_once", "As each piece is ready"),
    ("weekly", "weekly", "Once a week, on Sunday morning"),
    ("monthly", "monthly", "Once a month, on the first"),
)
_RHYTHMS: Final = {often: rhythm for often, rhythm, _ in OFTEN}
WORDS: Final = {rhythm: words for _, rhythm, words in OFTEN}
IN_FORMS: Final = {rhythm: often for often, rhythm, _ in OFTEN}


class RhythmForm(Form):
    """How often; what is refused of the choice itself stands by `what`."""

    what = StringField()
    often = RadioField("How often?", validate_choice=False)

    class Meta(Form.Meta):
        csrf = False

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.often.choices = [(often, words) for often, _, words in OFTEN]

    @property
    def rhythm(self) -> str:
        return _RHYTHMS.get(self.often.data or "", "")


class PreferencesForm(RhythmForm):
    """With the day until which letters are paused."""

    until = StringField()


class FollowForm(RhythmForm):
    """`called` is the trap: no reader sees it."""

    email = EmailField("Email")
    called = StringField("Leave this empty")
    stamp = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.email.render_kw = {"autocomplete": "email", "maxlength": MOST_ADDRESS}

    def refuse_programs(self) -> None:
        """:raises Refused: for what only a program would send."""
        if self.called.data:
            raise Refused(
                "trapped", "A field that no reader sees was filled in. Send it once more as it is."
            )
        stamp.refuse_strange(self.stamp.data or "", secret=installation().secret, at=at())

    def start_over(self) -> None:
        """Make it fit to be sent again by a person."""
        self.called.data = ""
        given = self.stamp.data or ""
        self.stamp.data = stamp.still_good(given, secret=installation().secret, at=at())


def new_stamp() -> str:
    return stamp.made(secret=installation().secret, at=at())
