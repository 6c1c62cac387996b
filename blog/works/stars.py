"""Half stars as they are written. A rating counts them, from 1 to 10 (`models.BEST`)."""


def in_stars(rating: int) -> str:
    """9 as 4½, 1 as ½."""
    whole, half = divmod(rating, 2)
    return f"{whole or ''}{'½' if half else ''}"
