"""Pictures of every kind, drawn here: what people upload, and what they should not."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageCms

PLACE = "51.4779"


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A slope of colours with one black corner, top left, to tell which way up it is."""
    image = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (image, image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), image))
    image.paste((0, 0, 0), (0, 0, width // 4, height // 4))
    return image.convert(mode)


def encode(image: Image.Image, form: str, **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def decode(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def jpeg(width: int = 64, height: int = 48, **options: Any) -> bytes:
    return encode(picture(width, height), "JPEG", **options)


def png(width: int = 64, height: int = 48, **options: Any) -> bytes:
    return encode(picture(width, height), "PNG", **options)


def exif(*, orientation: int = 1) -> Image.Exif:
    """What a telephone writes: the camera, the place, and which way it was held."""
    written = Image.Exif()
    written[ExifTags.Base.Orientation] = orientation
    written[ExifTags.Base.Model] = "Lamplight 9"
    written[ExifTags.Base.ImageDescription] = PLACE
    gps = written.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (51.0, 28.0, 40.0)
    return written


def frames() -> list[Image.Image]:
    return [picture().rotate(angle) for angle in (0, 90, 180)]


def moving(form: str, **options: Any) -> bytes:
    first, *rest = frames()
    return encode(first, form, save_all=True, append_images=rest, **options)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def wide_profile() -> bytes:
    """An RGB profile in which green is greener than sRGB can say: ICC.1, matrix and gamma 1.8."""

    def number(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + number(x) + number(y) + number(z)

    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Wide\0" + bytes(78)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, int(1.8 * 256)) + b"\0\0"
    tags = {
        b"desc": text + bytes(-len(text) % 4),
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.7977, 0.2880, 0.0),
        b"gXYZ": xyz(0.1352, 0.7119, 0.0),
        b"bXYZ": xyz(0.0313, 0.0001, 0.8249),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + number(0.9642) + number(1.0) + number(0.8249)
    return header.ljust(128, b"\0") + table + body


def png_of_size(width: int, height: int) -> bytes:
    """A few bytes that announce a picture of any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(bytes(1000))),
            chunk(b"IEND", b""),
        )
    )


def png_with_16_bits() -> bytes:
    """Red, green and blue in 16 bits, which Pillow can read but not write."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    row = b"\0" + struct.pack(">3H", 0x0102, 0x8081, 0xFEFF) * 4
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 16, 2, 0, 0, 0)),
            chunk(b"tEXt", b"Comment\0" + PLACE.encode()),
            chunk(b"IDAT", zlib.compress(row * 4)),
            chunk(b"IEND", b""),
        )
    )
