"""Photos: decoded to pixels, put upright, in plain colours, and drawn anew."""

import io
from importlib import import_module

from PIL import Image, ImageCms

from palabre.files.cell import ALIKE, MOST_ALIKE, MOST_OUT, SMALL, Refused
from palabre.files.kinds import Kind

MOST_PIXELS = 50_000_000
QUALITY = 88
QUALITY_SMALL, LONGEST_SMALL = 60, 640  # what a page shows: a few tens of kilobytes
READERS = {Kind.JPEG: "Jpeg", Kind.PNG: "Png", Kind.WEBP: "WebP"}
LONGEST_ALIKE = 960  # of a picture like all others, however large it came
QUALITIES_ALIKE = (75, 65, 55, 45, 35, 25, 15)
FORMATS = {Kind.JPEG: ["JPEG"], Kind.PNG: ["PNG"], Kind.WEBP: ["WEBP"], Kind.HEIC: ["HEIF"]}
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
PLAIN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def get_ready(kind: Kind) -> None:
    Image.MAX_IMAGE_PIXELS = None  # ours is the smaller limit
    for name in {"Jpeg", "Png", READERS.get(kind, "Jpeg"), "Mpo", "Tiff"}:
        import_module(f"PIL.{name}ImagePlugin")
    if kind is Kind.HEIC:
        heif = import_module("pillow_heif")
        heif.options.DECODE_THREADS = 1
        heif.register_heif_opener(thumbnails=False)
    _drawn(Image.new("RGB", (8, 8)), "JPEG")


def make(source: bytes, kind: Kind, how: str) -> tuple[str, list[bytes]]:
    pixels = _pixels_alone(_upright(_opened(source, kind)))
    if how == SMALL:
        return "jpeg", [_drawn(_made_small(pixels), "JPEG", quality=QUALITY_SMALL)]
    if how == ALIKE:
        return "jpeg", [_drawn_alike(_made_alike(pixels))]
    see_through = "A" in pixels.getbands()
    if kind is Kind.PNG or see_through:
        drawn = _drawn(pixels, "PNG")
        if see_through or len(drawn) <= MOST_OUT:
            return "png", [drawn]
    return "jpeg", [_drawn(pixels, "JPEG")]


def _opened(source: bytes, kind: Kind) -> Image.Image:
    """Of several pictures in one file (something that moves, a second lens), the first."""
    picture = Image.open(io.BytesIO(source), formats=FORMATS[kind])
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("too_large")
    picture.load()
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    try:
        turn = UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # remarks that nobody can read turn nothing
        turn = None
    plain = _in_plain_colours(picture)
    return plain if turn is None else plain.transpose(turn)


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        return picture.convert("F").point(lambda level: level / 256).convert("L")
    see_through = picture.has_transparency_data
    if picture.mode in ("1", "L", "LA"):
        return _as(picture, "LA" if see_through else "L")
    return _seen_as_meant(picture, "RGBA" if see_through else "RGB")


def _seen_as_meant(picture: Image.Image, mode: str) -> Image.Image:
    """By the colour profile that came along, which is then of no more use."""
    profile = picture.info.get("icc_profile")
    direct = picture if picture.mode in ("CMYK", "LAB") else _as(picture, mode)
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        seen = theirs and ImageCms.profileToProfile(direct, theirs, PLAIN, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        seen = None
    return seen or _as(direct, mode)


def _as(picture: Image.Image, mode: str) -> Image.Image:
    """A photo of fifty million pixels is copied no more often than need be."""
    return picture if picture.mode == mode else picture.convert(mode)


def _pixels_alone(picture: Image.Image) -> Image.Image:
    """A new picture; what nobody sees, because it is wholly transparent, is not in it either."""
    pixels = Image.new(picture.mode, picture.size)
    seen = None
    if "A" in picture.getbands():
        seen = picture.getchannel("A").point(lambda level: 255 if level else 0)
    pixels.paste(picture, (0, 0), seen)
    return pixels


def _made_small(pixels: Image.Image) -> Image.Image:
    small = pixels.copy()
    small.thumbnail((LONGEST_SMALL, LONGEST_SMALL))
    return _on_white(small)


def _on_white(pixels: Image.Image) -> Image.Image:
    if "A" not in pixels.getbands():
        return pixels
    plain = Image.new("RGB", pixels.size, "white")
    plain.paste(pixels.convert("RGB"), (0, 0), pixels.getchannel("A"))
    return plain


def _made_alike(pixels: Image.Image) -> Image.Image:
    """Of one longest side and one kind, so that neither tells what camera it came from."""
    scale = LONGEST_ALIKE / max(pixels.size)
    across, down = (max(1, round(side * scale)) for side in pixels.size)
    return _on_white(pixels).convert("RGB").resize((across, down), Image.Resampling.LANCZOS)


def _drawn_alike(pixels: Image.Image) -> bytes:
    """As finely as its few bytes allow."""
    for quality in QUALITIES_ALIKE:
        drawn = _drawn(pixels, "JPEG", quality=quality)
        if len(drawn) <= MOST_ALIKE:
            return drawn
    raise Refused("too_large")


def _drawn(pixels: Image.Image, how: str, *, quality: int = QUALITY) -> bytes:
    drawn = io.BytesIO()
    pixels.save(drawn, how, **({"quality": quality} if how == "JPEG" else {}))
    return drawn.getvalue()
