"""`/media/…`: picture files as they lie on the disk, for anyone, to be kept for a year.

Their names say their content, so there is nothing to ask the database. A name that is not one of
ours is not even looked for.
"""

from pathlib import PurePosixPath

from flask import Response, send_from_directory

from blog.errors import NotFound
from blog.media import storage
from blog.media.storage import MEDIA_TYPES
from blog.web import keeping
from blog.web.context import installation
from blog.web.media import blueprint


@blueprint.get("/media/<path:path>")
def picture(path: str) -> Response:
    folder = installation().media
    if not (storage.is_path(path) and storage.is_kept(path, folder=folder)):
        raise NotFound("no_such_picture", "There is no picture at this address.")
    name = PurePosixPath(path)
    response = send_from_directory(folder, path, mimetype=MEDIA_TYPES[name.suffix], etag=name.stem)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    # Opened by itself, a picture can do nothing at all.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return keeping.send_as_it_is(response)
