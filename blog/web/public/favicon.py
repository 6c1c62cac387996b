"""The icon that browsers ask for of their own accord, where a page names none."""

from werkzeug.wrappers import Response as AnyResponse

from blog.web.pages import moved
from blog.web.presentation import static
from blog.web.public import blueprint


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    return moved(static("icons/favicon.ico"))
