"""What the database must not give away by itself: sealed with the blog's secret, and read with it.

A copy of the database without the secret says nothing. With another secret nothing can be read.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from blog.late import late

if TYPE_CHECKING:
    from cryptography import fernet
else:
    fernet = late("cryptography.fernet")


def seal(purpose: str, text: str, *, secret: str) -> str:
    return _fernet(purpose, secret).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str, *, secret: str) -> str | None:
    """What was sealed; None when it was for another purpose, or with another secret."""
    try:
        return _fernet(purpose, secret).decrypt(sealed.encode()).decode()
    except fernet.InvalidToken:
        return None


def _fernet(purpose: str, secret: str) -> "fernet.Fernet":
    """Each purpose has a key of its own, so that nothing sealed for one is taken for another."""
    return fernet.Fernet(urlsafe_b64encode(hmac.digest(secret.encode(), purpose.encode(), sha256)))
