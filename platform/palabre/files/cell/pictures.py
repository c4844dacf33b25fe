"""Photos: decoded to pixels, put upright, in plain colours, and drawn anew."""

import io
from importlib import import_module

from PIL import Image, ImageCms

from palabre.files.cell import MOST_OUT, Refused
from palabre.files.kinds import Kind

MOST_PIXELS = 50_000_000
QUALITY = 88
READERS = {Kind.JPEG: "Jpeg", Kind.PNG: "Png", Kind.WEBP: "WebP"}
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


def make(source: bytes, kind: Kind, *, alter_voice: bool) -> tuple[str, list[bytes]]:
    picture = _opened(source, kind)
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("too_large")
    picture.load()
    pixels = _pixels_alone(_upright(_in_plain_colours(picture), picture))
    see_through = "A" in pixels.getbands()
    if kind is Kind.PNG or see_through:
        drawn = _drawn(pixels, "PNG")
        if see_through or len(drawn) <= MOST_OUT:
            return "png", [drawn]
    return "jpeg", [_drawn(pixels, "JPEG")]


def _opened(source: bytes, kind: Kind) -> Image.Image:
    return Image.open(io.BytesIO(source), formats=FORMATS[kind])


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        return picture.convert("F").point(lambda level: level / 256).convert("L")
    see_through = picture.has_transparency_data
    if picture.mode in ("1", "L", "LA"):
        return picture.convert("LA" if see_through else "L")
    return _seen_as_meant(picture, "RGBA" if see_through else "RGB")


def _seen_as_meant(picture: Image.Image, mode: str) -> Image.Image:
    """By the colour profile that came along, which is then of no more use."""
    profile = picture.info.get("icc_profile")
    direct = picture if picture.mode in ("CMYK", "LAB") else picture.convert(mode)
    if profile:
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            seen = ImageCms.profileToProfile(direct, theirs, PLAIN, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            return direct.convert(mode)
        return seen or direct.convert(mode)
    return direct.convert(mode)


def _upright(picture: Image.Image, as_sent: Image.Image) -> Image.Image:
    try:
        turn = UPRIGHT.get(as_sent.getexif().get(ORIENTATION, 1))
    except Exception:
        return picture
    return picture if turn is None else picture.transpose(turn)


def _pixels_alone(picture: Image.Image) -> Image.Image:
    """A new picture; what nobody sees, because it is wholly transparent, is not in it either."""
    pixels = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if "A" not in pixels.getbands():
        return pixels
    seen = pixels.getchannel("A").point(lambda level: 255 if level else 0)
    return Image.composite(pixels, Image.new(pixels.mode, pixels.size), seen)


def _drawn(pixels: Image.Image, how: str) -> bytes:
    drawn = io.BytesIO()
    pixels.save(drawn, how, **({"quality": QUALITY} if how == "JPEG" else {}))
    return drawn.getvalue()
