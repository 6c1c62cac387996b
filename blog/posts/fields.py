"""What the writer decides about a post, as one value: form, front matter and revision carry it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fields:
    """`slug` may be empty: then it follows the title. `themes` are ids, `tags` names as typed."""

    title: str = ""
    source: str = ""
    slug: str = ""
    lang: str = "en-GB"
    summary: str = ""
    spoiler_notice: str = ""
    tags: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    cover_id: int | None = None
    cover_alt: str = ""
    cover_caption: str = ""

    def beside_the_text(self) -> dict[str, Any]:
        """Everything but title and source, ready for JSON."""
        fields = asdict(self)
        del fields["title"], fields["source"]
        return fields
