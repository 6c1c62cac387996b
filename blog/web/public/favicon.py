"""The icon that browsers ask for of their own accord, where a page names none."""

from werkzeug.wrappers import Response as AnyResponse

from blog.web.pages import moved
from blog.web.public import blueprint
from blog.web.static_files import static


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    return moved(static("icons/favicon.ico"))
