"""Keeping and leaving: the backups with their proofs, and everything that was written to take away.

Whatever goes out here is the whole blog, so that the owner is asked once more.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import (
    Response,
    flash,
    redirect,
    render_template,
    send_file,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue

from blog import slugs, snapshots
from blog.backups import keeping
from blog.backups.events import BackupDownloaded
from blog.backups.models import Backup
from blog.db import session, transaction
from blog.errors import NotFound
from blog.late import late
from blog.transfer.events import Exported
from blog.web.confirmation import confirmation_required
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint, downloads

if TYPE_CHECKING:
    from blog.backups import nightly
    from blog.transfer.out import archive, export
else:
    nightly = late("blog.backups.nightly")
    archive, export = late("blog.transfer.out.archive"), late("blog.transfer.out.export")

_GONE: Final = "That backup is not here any more. A newer one has taken its place."


@blueprint.get("/keeping/")
def keeping_and_leaving() -> ResponseReturnValue:
    return render_template(
        "editor/keeping.html",
        backups=keeping.all_of_them(),
        standing=keeping.standing(),
        is_asked_for=nightly.is_asked_for(),
        is_ours=snapshots.file_of(installation().database) is not None,
        folder=keeping.folder_of(installation().data),
        days=keeping.DAYS,
        weeks=keeping.WEEKS,
        export_bytes=export.byte_count(),
    )


@blueprint.post("/keeping/backups/")
def make_backup() -> ResponseReturnValue:
    with transaction():
        nightly.ask(at=at())
    flash("A backup is on its way. It stands here once it is made.")
    return redirect(url_for("editor.keeping_and_leaving"), HTTPStatus.SEE_OTHER)


@blueprint.get("/keeping/backups/<int:backup_id>")
@confirmation_required
def download_backup(backup_id: int) -> ResponseReturnValue:
    known = session().get(Backup, backup_id)
    file = keeping.folder_of(installation().data) / (known.name if known else "")
    if known is None or not file.is_file():
        raise NotFound("no_such_backup", _GONE)
    downloads.note(BackupDownloaded(known.name, at()))
    name = f"{slugs.slugify(blog().name, fallback='blog')}-{known.name}"
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=name)


@blueprint.get("/keeping/everything")
@confirmation_required
def download_everything() -> ResponseReturnValue:
    """As Markdown and pictures, made while it is sent."""
    downloads.note(Exported(export.count(), at()))
    media = installation().media
    name = f"{slugs.slugify(blog().name, fallback='blog')}-{at():%Y-%m-%d}"
    packed = archive.packed(export.members(media=media), name=name, media=media, at=at())
    answer = Response(stream_with_context(packed), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.zip")
    return answer
