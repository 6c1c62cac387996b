"""What the numbers in a picture mean, as sRGB: the only meaning that is left without a profile."""

from io import BytesIO
from itertools import product
from typing import Final

from PIL import Image, ImageChops, ImageCms

_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# The colour spaces a profile may speak of, as Pillow's modes.
_MODES: Final = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
# Of 255: what rounding explains. Profiles that differ by less are sRGB under another name.
_MOST_DIFFERENCE: Final = 3


def is_srgb(image: Image.Image) -> bool:
    """Whether the numbers can be kept as they are, with or without the profile that came along."""
    if image.mode == "CMYK":
        return False
    profile = _profile(image)
    if profile is None:
        return True
    sample = _sample().convert(_MODES[profile.profile.xcolor_space])
    shown = _convert(sample, profile, "RGB")
    if shown is None:
        return True
    difference = ImageChops.difference(sample.convert("RGB"), shown)
    return max(difference.tobytes()) <= _MOST_DIFFERENCE


def to_srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB. A profile that cannot be read is left aside."""
    if is_srgb(image):
        return image
    profile = _profile(image)
    has_alpha = image.has_transparency_data
    if profile is not None:
        mode = _MODES[profile.profile.xcolor_space]
        source = image.convert("RGBA") if has_alpha and mode == "RGB" else image.convert(mode)
        shown = _convert(source, profile, "RGBA" if source.mode == "RGBA" else "RGB")
        if shown is not None:
            if has_alpha and shown.mode == "RGB":
                shown.putalpha(image.convert("RGBA").getchannel("A"))
            return shown
    return image.convert("RGB")


def eight_bits(image: Image.Image) -> Image.Image:
    """As RGB, or as RGBA where one can see through it somewhere."""
    if image.mode == "I;16":
        # Pillow's own conversion cuts everything above 255 instead of scaling it.
        return image.point(lambda value: value / 256).convert("RGB")
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        if image.getchannel("A").getextrema() != (255, 255):
            return image
    return image if image.mode == "RGB" else image.convert("RGB")


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        mode = _MODES.get(profile.profile.xcolor_space)
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None
    fits = {"RGB": {"RGB", "RGBA", "P", "PA"}, "L": {"L", "LA"}, "CMYK": {"CMYK"}}
    return profile if mode is not None and image.mode in fits[mode] else None


def _convert(
    image: Image.Image, profile: ImageCms.ImageCmsProfile, mode: str
) -> Image.Image | None:
    try:
        return ImageCms.profileToProfile(image, profile, _SRGB, outputMode=mode)
    except ImageCms.PyCMSError:
        return None


def _sample() -> Image.Image:
    steps = (0, 64, 128, 192, 255)
    sample = Image.new("RGB", (len(steps) ** 3, 1))
    sample.putdata(list(product(steps, repeat=3)))
    return sample
