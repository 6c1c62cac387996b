"""Words that stand under covers alone, one for each place that a cover can stand in.

A page is looked at with its covers taken off it: what is left over must hold none of the words, be
it in an attribute, the head, JSON-LD or a comment.
"""

from html import unescape
from urllib.parse import unquote

from flask import Flask
from lxml import html

from blog.works.fields import ReviewText
from tests import furnished
from tests.makers import make_post, make_theme

SOURCE = """\
Open words: ||linumium|| and ||sp*li*tium|| and ||鱻麤龘靐|| and ||{漢|rubyium}||.

## A heading ||headium||

::: spoiler What the ||linetitlium|| gives away
blockium

## deepium

![altium](/media/pictium.jpg "captium")
:::

> ||quotium||
> — ||sourcium||

- ||listium||

| a ||columnium|| | b |
|---|---|
| ||cellium|| | c |

![||wordium||](/media/a.jpg "||legendium||")

[a link](/tags/ "||tooltipium||") and [||linkium||](/about-||nothing||)

::: dialogue
Aunt: ||speechium||
:::

<p title="||htmltitlium||">||htmlium||</p>

||marked[^1]|| and `||code||`

[^1]: notium
"""
VERDICT = "Worth it, but ||verdictium||.\n\n::: spoiler The end\nverdictpartium\n:::"
ESSAY = "All of them snow. ||essayium||"
OF_THE_PIECE = (
    "linumium splitium 鱻麤龘靐 rubyium headium linetitlium blockium deepium altium pictium "
    "captium quotium sourcium listium columnium cellium wordium legendium tooltipium "
    "linkium speechium htmltitlium htmlium notium"
).split()
OF_THE_VERDICT = ["verdictium", "verdictpartium"]
OF_THE_ESSAY = ["essayium"]
WORDS = [*OF_THE_PIECE, *OF_THE_VERDICT, *OF_THE_ESSAY]
_COVERS = "//label[@class='spoiler'] | //details[@class='hidden-part']/div"
PIECE, WORK, THEME = "/posts/planted/", "/works/the-planted-film/", "/themes/planted-theme/"


@furnished.once
def plant(app: Flask) -> None:
    """A piece with a work, a tag, a theme, and covers wherever there can be one."""
    theme = make_theme(app, "Planted theme", source=ESSAY)
    make_post(
        app,
        title="Planted",
        source=SOURCE,
        tags=("planted tag",),
        themes=(theme.id,),
        spoiler_notice="The end of the film.",
        reviews=(ReviewText(work="The Planted Film (2024)", rating="4.5", verdict=VERDICT),),
    )


def told(body: str) -> list[str]:
    """The planted words in this text, however they are written: escaped, or in an address."""
    texts = (body, unescape(body), unquote(body), _words(body))
    return [word for word in WORDS if any(word in text.casefold() for text in texts)]


def _words(body: str) -> str:
    """Without tags, so that marks within a word do not hide it."""
    if "<" not in body:
        return body.encode().decode("unicode_escape", errors="ignore")
    return html.fromstring(body.encode()).text_content()


def without_covers(page: str) -> str:
    """The page as it stands around its covers."""
    tree = html.document_fromstring(page)
    for cover in tree.xpath(_COVERS):
        cover.drop_tree()
    return html.tostring(tree, encoding="unicode")


def under_covers(page: str) -> str:
    tree = html.document_fromstring(page)
    covers = tree.xpath(_COVERS)
    return "\n".join(html.tostring(cover, encoding="unicode", with_tail=False) for cover in covers)
