"""`blog init`, `upgrade`, `rerender`: the database in shape, the HTML and the search up to date."""

from collections.abc import Sequence

import click
from sqlalchemy import func, select

from blog import schema
from blog.bare import bare_app
from blog.cli import place, ready
from blog.cli.migrating import go_back, migrate
from blog.config import Settings, from_env
from blog.db import session, transaction
from blog.posts import rendering
from blog.posts.models import Post
from blog.schema import Shape
from blog.search import checking, index
from blog.settings import queries as settings
from blog.topics import themes
from blog.topics.models import Theme

BATCH = 50


@click.command()
def init() -> None:
    """Make the data folder and the database, or bring them up to this version."""
    installation = from_env()
    migrate(installation)
    make_anew(installation)
    click.echo(f"Everything is in {installation.data}.")


@click.command()
@click.option(
    "--back",
    "is_back",
    is_flag=True,
    help="Put back what the last upgrade has kept, for the version that was here before.",
)
def upgrade(is_back: bool) -> None:
    """Bring the database to this version. What it was is kept in backups/ first."""
    installation = from_env()
    if is_back:
        go_back(installation)
        return
    if schema.shape(installation.database) is Shape.NONE:
        raise click.ClickException("There is no database yet. Run: blog init")
    migrate(installation)
    make_anew(installation)
    click.echo("The database is ready for this version.")


@click.command()
def rerender() -> None:
    """Render again what an older renderer, or another BLOG_URL, has made. May be run twice."""
    with ready.to_write() as installation, bare_app(installation).app_context():
        count = _render_all_again(installation.url)
    click.echo(f"{count} pieces rendered again." if count else "Everything is up to date.")


def make_anew(installation: Settings) -> None:
    """What a version before this one has rendered and indexed."""
    with place.shared(installation), bare_app(installation).app_context():
        _render_all_again(installation.url)
        _fill_the_search()


def _render_all_again(site_url: str) -> int:
    """Render what is out of date, in batches, with progress. Returns how many posts that were."""
    ids = session().scalars(rendering.outdated(site_url)).all()
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    with click.progressbar(batches, label="Rendering", hidden=not ids) as progress:
        for batch in progress:
            _render_again(batch, site_url=site_url)
    with transaction():
        lang = settings.current().language
        for theme in session().scalars(select(Theme)):
            themes.bring_up_to_date(theme, site_url=site_url, lang=lang)
    return len(ids)


def _render_again(ids: Sequence[int], *, site_url: str) -> None:
    with transaction():
        for post in session().scalars(select(Post).where(Post.id.in_(ids))):
            rendering.render_again(post, site_url=site_url)
        index.put(ids)
    session().expunge_all()


def _fill_the_search() -> None:
    """What a version before this one has written, or made in another way, is not found yet."""
    count = session().scalar(select(func.count()).select_from(index.outdated().subquery())) or 0
    with click.progressbar(length=count, label="Indexing", hidden=not count) as progress:
        for done in checking.fill():
            progress.update(done - progress.pos)
