"""The form a piece is written in: what the browser sends, and what the commands want."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from blog import zones
from blog.accounts.places import describe
from blog.errors import NotFound, Refused
from blog.languages import is_tag
from blog.posts import revisions
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.posts.revisions import Window
from blog.web.context import blog
from blog.web.editor import review_groups, tag_list
from blog.web.editor.cover import FormWithCover
from blog.web.editor.review_groups import FormWithReviews
from blog.web.forms import with_plain_newlines
from blog.web.numbers import whole_number

_KEY = re.compile(r"tag:[^\s,]{1,253},\d{4}-\d\d-\d\d:[0-9a-f]{16}")
KINDS = ("post", "page")
_EDITOR = re.compile(r"[\w-]{1,40}", re.ASCII)


def _id(text: str | None) -> str:
    """A page's own id, as far as there is one that can be kept."""
    return text if text and _EDITOR.fullmatch(text) else ""


def _theme_id(value: object) -> int:
    """What was ticked; 0, which no theme has, when it is no number."""
    return whole_number(str(value)) or 0


class PostForm(FormWithReviews, FormWithCover):
    """Every field of a piece. A field that was not sent keeps the value it had, except the ticks.
    Reviews are `reviews-<n>-work`, `-kind`, `-rating`, `-verdict`, `-seen_on`, `-seen_where` and
    `-is_again`.

    `key` is the entry id of the piece, for a new one the one it will have, minted when its form is
    shown: sent twice, it still makes one piece. `editor` is the random id that a script gives to
    the page, empty without one, and `turn` counts what the page has sent. `post` is the piece that
    the form is about, None for a new one.
    """

    post: Post | None = None

    title = TextAreaField("Title", filters=[with_plain_newlines])
    source = TextAreaField("The piece, in Markdown", filters=[with_plain_newlines])
    tags = StringField("Tags")
    themes = SelectMultipleField("Themes", coerce=_theme_id, validate_choice=False)
    slug = StringField("Address")
    summary = TextAreaField("Summary", filters=[with_plain_newlines])
    lang = StringField("Language")
    title_lang = StringField("Language of the second title")
    when = StringField("Now or later")
    published_at = StringField("When")
    spoiler_notice = StringField("What it gives away")
    cover_caption = StringField("Caption of the cover")
    announce = BooleanField("Tell readers that this changed")
    note = StringField("What changed")
    tell = BooleanField("And tell followers by letter")
    version = HiddenField()
    key = HiddenField()
    kind = HiddenField()
    editor = HiddenField(filters=[_id])
    turn = HiddenField()
    view = StringField("View")

    def validate_lang(self, field: StringField) -> None:
        if not is_tag(field.data or ""):
            raise ValidationError(
                f"“{field.data}” is not a language tag. Write one like en-GB, zh-Hans or ja."
            )

    def validate_title_lang(self, field: StringField) -> None:
        if field.data:
            self.validate_lang(field)

    def validate_published_at(self, field: StringField) -> None:
        if self.when.data == "later" and not field.data and request.form.get("action") == "publish":
            raise ValidationError("Choose the day and the time it should come out.")
        try:
            if not self.is_now():
                self.moment()
        except Refused as refused:
            raise ValidationError(refused.message) from refused

    def validate_kind(self, field: HiddenField) -> None:
        if field.data not in KINDS:
            raise ValidationError("A piece is a post or a page.")

    def validate_key(self, field: HiddenField) -> None:
        if self.post is None and field.data and not self.has_key():
            raise ValidationError("The form was not complete. Save once more.")

    def language(self) -> str:
        """What the text in the form is in; the blog's own while the field holds no tag."""
        typed = self.lang.data or ""
        return typed if is_tag(typed) else blog().language

    def has_key(self) -> bool:
        """Whether there is an id that a new piece can have."""
        return bool(_KEY.fullmatch(self.key.data or ""))

    def is_now(self) -> bool:
        """Whether “Now” is meant: chosen over a time (“at_once”), or with none typed beside it.

        Without a script “Now” stays chosen while a time is typed; then the time counts.
        """
        typed = self.published_at.data or ""
        is_untouched = typed in {"", self.published_at.object_data}
        return self.when.data == "at_once" or (self.when.data == "now" and is_untouched)

    def moment(self) -> datetime | None:
        """When the piece is to be out; None when nothing was typed.

        :raises Refused: when it is no date, or a time that does not exist.
        """
        text = (self.published_at.data or "").strip()
        return zones.parse_local(text, blog().time_zone) if text else None

    def moment_for(self, post: Post) -> datetime | None:
        """The same for a piece that may have a time: untouched, it keeps its seconds."""
        if self.is_now():
            return None
        is_untouched = self.published_at.data == as_entered(post.published_at)
        return post.published_at if is_untouched else self.moment()

    def based_on(self) -> int:
        """The version the text was based on; 0, which no piece has, when that is not known."""
        return whole_number(self.version.data) or 0

    def window(self) -> Window:
        """Where this was typed."""
        return Window(
            editor=self.editor.data or "",
            turn=whole_number(self.turn.data) or 0,
            device=describe(request.user_agent.string),
        )

    def fields(self) -> Fields:
        return Fields(
            title=(self.title.data or "").replace("\n", " ").strip(),
            source=self.source.data or "",
            slug=(self.slug.data or "").strip(),
            lang=self.lang.data or "",
            title_lang=self.title_lang.data or "",
            summary=self.summary.data or "",
            spoiler_notice=self.spoiler_notice.data or "",
            tags=tag_list.split(self.tags.data or ""),
            themes=tuple(sorted(set(self.themes.data or ()))),
            cover_id=self.cover_id(),
            cover_alt=self.cover_alt.data or "",
            cover_caption=self.cover_caption.data or "",
            when=self._when(),
            reviews=self.reviews(),
        )

    def _when(self) -> str:
        """The time that was typed; nothing when it is the one that the piece has."""
        text = (self.published_at.data or "").strip()
        return "" if self.post and text == as_entered(self.post.published_at) else text


def blank(kind: str) -> PostForm:
    """The form of a new piece."""
    return PostForm(data=values(Fields(lang=blog().language)) | {"kind": kind})


def of(post: Post) -> PostForm:
    """The form of a piece, with its newest text where nothing was sent.

    :raises NotFound: when what was sent is about another piece, that had this number before.
    """
    form = PostForm(data=stored(post))
    form.post = post
    if form.key.data not in {"", post.entry_id}:
        raise NotFound(
            "no_such_post", "The piece that was open here has been removed from the desk for good."
        )
    return form


def stored(post: Post) -> dict[str, Any]:
    """What the form shows of a piece: its newest text."""
    fields = revisions.current(post)
    shown = values(fields) | {"kind": post.kind, "key": post.entry_id}
    return shown | {"published_at": fields.when or as_entered(post.published_at)}


def values(fields: Fields) -> dict[str, Any]:
    """What the form shows of a text."""
    return {
        "title": fields.title,
        "source": fields.source,
        "tags": tag_list.join(fields.tags),
        "themes": fields.themes,
        "slug": fields.slug,
        "summary": fields.summary,
        "lang": fields.lang,
        "title_lang": fields.title_lang,
        "published_at": fields.when,
        "spoiler_notice": fields.spoiler_notice,
        "cover": str(fields.cover_id or ""),
        "cover_alt": fields.cover_alt,
        "cover_caption": fields.cover_caption,
        "view": "both",
        **review_groups.values(fields.reviews),
    }


def as_sent(shown: dict[str, Any]) -> dict[str, list[str]]:
    """The same as a browser would send it: by the names of the controls, for scripts."""
    return {
        name: [str(part) for part in value]
        if isinstance(value, Iterable) and not isinstance(value, str)
        else [str(value)]
        for name, value in shown.items()
        if name != "view"
    }


def as_entered(moment: datetime | None) -> str:
    """A moment as the field shows it, on the clocks of the blog's time zone."""
    return f"{zones.to_local(moment, blog().time_zone):%Y-%m-%dT%H:%M}" if moment else ""
