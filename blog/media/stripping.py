"""A picture file rebuilt from the parts that hold pixels, bit by bit the same picture.

Only what is named here is copied. So the place and the camera are gone, and with them comments,
small previews of what was cropped away, and whatever hides behind the end of the picture. A file
that strays from its format, though a decoder may put up with it, is a ValueError.
"""

import re
from collections.abc import Iterator
from typing import Final

# ITU-T T.81, Annex B: frame headers, the tables they need, scans, restart intervals.
_JPEG_KEPT: Final = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}) - {0xC8}
_JPEG_NO_SEGMENT: Final = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
_JPEG_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JPEG_SCAN, _JPEG_END, _JPEG_APP0, _JPEG_APP14 = 0xDA, 0xD9, 0xE0, 0xEE
# Says "YCbCr, square pixels" and nothing else; the original may carry a thumbnail.
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"

_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"}
)

_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_SAYS_METADATA: Final = 0x20 | 0x08 | 0x04  # ICC profile, EXIF, XMP
_WEBP_FRAME_HEADER: Final = 16


def strip_jpeg(data: bytes) -> bytes:
    """The first picture in the file; one that follows it (a preview, a gain map) is left out.

    :raises ValueError:
    """
    kept = [b"\xff\xd8"]
    at = 2
    while at + 4 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF or marker in _JPEG_NO_SEGMENT:
            raise ValueError("no segment where one belongs")
        if marker == 0xFF:  # padding before a marker
            at += 1
            continue
        if marker == _JPEG_END:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data):
            raise ValueError("a segment longer than the file")
        if marker == _JPEG_SCAN:
            following = _JPEG_AFTER_SCAN.search(data, end)
            end = following.start() if following else len(data)
        segment = data[at:end]
        if marker in _JPEG_KEPT or (marker == _JPEG_APP14 and segment[4:9] == b"Adobe"):
            kept.append(segment)
        elif marker == _JPEG_APP0 and segment[4:8] == b"JFIF":
            kept.append(_JFIF)
        at = end
    return b"".join((*kept, b"\xff\xd9"))


def strip_png(data: bytes) -> bytes:
    """Still or moving, any depth.

    :raises ValueError:
    """
    kept = [_PNG_SIGNATURE]
    at = len(_PNG_SIGNATURE)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if name in _PNG_KEPT:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise ValueError("no end")


def strip_webp(data: bytes) -> bytes:
    """Still or moving, lossy or lossless.

    :raises ValueError:
    """
    size = int.from_bytes(data[4:8], "little")
    if 8 + size > len(data):
        raise ValueError("more announced than there is")
    body = b"".join(_webp_chunks(data[12 : 8 + size]))
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(data):
        name = data[at : at + 4]
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        payload = data[at + 8 : at + 8 + size]
        if len(payload) < size:
            raise ValueError("a chunk longer than the file")
        at += 8 + size + size % 2
        if name not in _WEBP_KEPT:
            continue
        if name == b"VP8X":
            payload = bytes([payload[0] & ~_WEBP_SAYS_METADATA]) + payload[1:]
        elif name == b"ANMF":
            inner = b"".join(_webp_chunks(payload[_WEBP_FRAME_HEADER:]))
            payload = payload[:_WEBP_FRAME_HEADER] + inner
        yield name + len(payload).to_bytes(4, "little") + payload + b"\x00" * (len(payload) % 2)
