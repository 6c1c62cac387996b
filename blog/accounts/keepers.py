"""What keeps a passkey, by the number that it gives itself: the name under which its owner finds it
again. Known to be these; whatever is not here is named by its browser.
"""

from typing import Final

from blog.accounts.places import describe

_KEEPERS: Final = {
    "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
    "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "Apple Passwords",
    "dd4ec289-e01d-41c9-bb89-70fa845d4bf2": "Apple Passwords",
    "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
    "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
    "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
    "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
    "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
    "d548826e-79b4-40e3-a3d8-11116f7e8349": "Bitwarden",
    "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
    "fdb141b2-5d84-443e-8a35-4698c205a502": "KeePassXC",
}


def name(aaguid: str, *, user_agent: str) -> str:
    """`Bitwarden`; `Chrome on Linux` where the keeper is not known."""
    return _KEEPERS.get(aaguid) or describe(user_agent)
