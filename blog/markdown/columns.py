"""A column that holds nothing but cleaned HTML."""

import sqlalchemy as sa

from blog.markdown.sanitize import SafeHtml, from_store


class SafeHtmlText(sa.types.TypeDecorator[SafeHtml]):
    """A text column that stores nothing but cleaned HTML, and gives it back as such."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: SafeHtml | None, dialect: sa.Dialect) -> str | None:
        if value is not None and not isinstance(value, SafeHtml):
            raise TypeError("only SafeHtml may be stored here; call blog.markdown.render()")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> SafeHtml | None:
        return None if value is None else from_store(value)
