"""The reader's choice of paper, put down before anything is painted on the wrong one.

The only script inside a page. As a file of its own it held up every first page by a round trip. The
policy allows exactly this text, by its hash (CSP level 3); js/paper.js, deferred, does the rest.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Final

# Without a character that HTML would escape: templates print it like any other text. A browser that
# keeps nothing throws.
SCRIPT: Final = (
    "try { const paper = localStorage.paper; "
    "if (paper) document.documentElement.dataset.scheme = paper } catch {}"
)
SOURCE: Final = f"'sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}'"
