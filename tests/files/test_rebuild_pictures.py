"""Photos come out as pixels, and nothing else."""

import io

import pytest
from PIL import Image

from palabre.files import cell
from palabre.files.rebuild import CannotRebuild, Rebuilt, Refusal, rebuild_alike, rebuild_small
from tests.files import made
from tests.files.documents import pdf
from tests.files.referee import told_by

PHOTOS = {"jpeg": made.jpeg, "png": made.png, "webp": made.webp, "heic": made.heic}


def colour(seen: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    found = seen.getpixel(at)
    return found if isinstance(found, tuple) else (int(found or 0),)


def is_near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(one - two) < 30 for one, two in zip(colour, other, strict=True))


def test_no_trace_is_left_of_any_photo(tmp_path):
    sent = {kind: make() for kind, make in PHOTOS.items()}
    assert all(made.TRACE.encode() in content for content in sent.values())
    before = {kind: Rebuilt(content, f".{kind}", "") for kind, content in sent.items()}
    (tmp_path / "before").mkdir()
    assert told_by(before, tmp_path / "before").keys() == sent.keys()

    out = {kind: made.rebuilt(content) for kind, content in sent.items()}

    (tmp_path / "after").mkdir()
    assert told_by(out, tmp_path / "after") == {}
    assert [kind for kind, file in out.items() if made.TRACE.encode() in file.content] == []


@pytest.mark.parametrize(
    ("kind", "suffix", "media_type"),
    [
        ("jpeg", ".jpg", "image/jpeg"),
        ("png", ".png", "image/png"),
        ("webp", ".jpg", "image/jpeg"),
        ("heic", ".jpg", "image/jpeg"),
    ],
)
def test_a_photo_is_still_seen(kind, suffix, media_type):
    out = made.rebuilt(PHOTOS[kind]())

    seen = made.opened(out)
    assert (out.suffix, out.media_type) == (suffix, media_type)
    assert seen.size == (320, 200)
    assert is_near(colour(seen, (20, 20)), (200, 0, 0))
    assert is_near(colour(seen, (300, 180)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_a_photo_is_made_small_for_a_page(mode):
    drawn = io.BytesIO()
    made.picture(mode, size=(1600, 1000)).save(drawn, "PNG")

    small = rebuild_small(made.rebuilt(drawn.getvalue()))

    assert small.media_type == "image/jpeg"
    assert made.opened(small).size == (640, 400)
    assert len(small.content) < 40_000


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_as_its_phone_meant(orientation):
    seen = made.opened(made.rebuilt(made.jpeg(orientation=orientation)))

    meant = made.picture().copy()
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation)  # fmt: skip
    meant = meant.transpose(turn) if turn is not None else meant
    assert seen.size == meant.size
    corners = [(9, 9), (seen.width - 9, 9), (9, seen.height - 9)]
    assert all(is_near(colour(seen, at), colour(meant, at)) for at in corners)


@pytest.mark.parametrize("kind", PHOTOS)
def test_a_photo_of_any_kind_is_upright(kind):
    seen = made.opened(made.rebuilt(PHOTOS[kind](orientation=6)))

    assert seen.size == (200, 320)
    assert is_near(colour(seen, (191, 9)), (200, 0, 0))


def test_colours_are_seen_as_their_profile_means_them():
    sent = made.jpeg(icc_profile=made.profile_of_a_mirror_world())

    seen = made.opened(made.rebuilt(sent))

    red, green, blue = colour(seen, (20, 20))
    assert green > red > blue - 30
    assert green > 150


def test_a_profile_that_nobody_can_read_is_left_aside():
    seen = made.opened(made.rebuilt(made.jpeg(icc_profile=b"no profile" * 20)))

    assert is_near(colour(seen, (20, 20)), (200, 0, 0))


def test_of_pictures_that_move_the_first_is_sent():
    written = io.BytesIO()
    first, second = made.picture(), Image.new("RGB", (320, 200), "black")
    first.save(written, "WEBP", save_all=True, append_images=[second], duration=100)

    assert is_near(colour(made.opened(made.rebuilt(written.getvalue())), (20, 20)), (200, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_a_picture_of_any_colours_is_still_seen(mode):
    of = (
        made.picture("L").convert("I;16").point(lambda v: v * 257)
        if mode == "I;16"
        else made.picture(mode)
    )
    sent = made.jpeg(of, icc_profile=None) if mode == "CMYK" else made.png(of)

    seen = made.opened(made.rebuilt(sent)).convert("L")

    assert is_near(colour(seen, (300, 180)), (255,))
    assert colour(seen, (20, 180)) < (60,)


def test_what_is_wholly_transparent_is_not_sent():
    hidden = made.picture("RGBA")
    hidden.putalpha(Image.new("L", hidden.size, 0))
    hidden.putpixel((5, 5), (1, 2, 3, 255))

    seen = made.opened(made.rebuilt(made.png(hidden)))

    assert colour(seen, (5, 5)) == (1, 2, 3, 255)
    assert colour(seen, (50, 50)) == (0, 0, 0, 0)


def test_a_transparent_webp_becomes_a_png():
    clear = made.picture("RGBA")
    clear.putpixel((0, 0), (0, 0, 0, 0))

    assert made.rebuilt(made.webp(clear)).suffix == ".png"


def test_the_same_pixels_give_the_same_bytes():
    """What sent them leaves no mark: not the density, nor the tables of its own compression."""
    plain = io.BytesIO()
    made.picture().save(plain, "PNG")

    assert made.rebuilt(made.png()).content == made.rebuilt(plain.getvalue()).content


def test_a_photo_of_too_many_pixels_is_refused_before_it_is_decoded():
    with pytest.raises(CannotRebuild) as refused:
        made.rebuilt(made.huge_png(20_000))

    assert refused.value.refusal is Refusal.TOO_LARGE


def test_half_a_photo_is_refused():
    with pytest.raises(CannotRebuild) as refused:
        made.rebuilt(made.jpeg(made.picture(size=(3000, 2000)))[:9000])

    assert refused.value.refusal is Refusal.BROKEN


@pytest.mark.parametrize("size", [(31, 20), (4000, 2580)])
def test_photos_without_a_name_come_out_alike_however_large_they_came(size, tmp_path):
    """A drawing that is partly seen through, too: of one kind, one longest side and few bytes."""
    for content in (made.jpeg(made.picture(size=size)), made.png(made.picture("RGBA", size=size))):
        out = rebuild_alike([content])

        assert (out.media_type, max(made.opened(out).size)) == ("image/jpeg", 960)
        assert made.opened(out).mode == "RGB"
        assert len(out.content) <= cell.MOST_ALIKE
        assert told_by({"jpg": out}, tmp_path) == {}


def test_what_is_no_photo_is_not_made_like_one():
    with pytest.raises(CannotRebuild) as refused:
        rebuild_alike([pdf()])
    assert refused.value.refusal is Refusal.NOT_A_PHOTO
