"""What stands in a draft for a picture that is still on its way: `![Uploading door.jpg… a1b2c3]()`.

The editor puts it there and takes it away. Where a device died in between it is still in the text,
for its writer to see; readers never do.
"""

import re
from typing import Final

_PLACEHOLDER: Final = re.compile(r"!\[Uploading ([^\[\]\n]{1,200})… [0-9a-f]{6}\]\(\)")


def without(source: str) -> str:
    """The text for readers. Line numbers stay as they are."""
    return _PLACEHOLDER.sub("", source)


def names(source: str) -> list[str]:
    """The files that a text still waits for."""
    return _PLACEHOLDER.findall(source)
