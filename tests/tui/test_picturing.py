"""Pictures of two pixels a cell, and the worst mistakes around them."""

from __future__ import annotations

from rich.cells import cell_len
from rich.color import Color
from textual.app import App, ComposeResult

from dlprep.domain.judging import Picture, Sample
from dlprep.tui.picturing import picture_strips, scaled
from dlprep.tui.widgets.sample_gallery import SampleGallery, SampleTexts, labels

BLACK, GREY, WHITE = b"\x00", b"\x80", b"\xff"
DIGIT = Picture(28, 28, 1, bytes(28 * 28))


def english(template: str, **parameters: object) -> str:
    return template.format(**parameters)


def test_a_cell_holds_the_upper_pixel_in_front_of_the_lower() -> None:
    picture = Picture(2, 2, 3, bytes((255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9)))
    (strip,) = picture_strips(picture, 10, in_colour=True)
    left, right = strip
    assert (left.text, right.text) == ("▀", "▀")
    assert left.style is not None
    assert right.style is not None
    assert (left.style.color, left.style.bgcolor) == (Color.from_rgb(255, 0, 0), Color.from_rgb(0, 0, 255))
    assert (right.style.color, right.style.bgcolor) == (Color.from_rgb(0, 255, 0), Color.from_rgb(9, 9, 9))


def test_the_last_row_of_an_odd_height_has_no_pixel_below() -> None:
    strips = picture_strips(Picture(1, 3, 1, WHITE * 3), 10, in_colour=True)
    assert len(strips) == 2
    (segment,) = strips[1]
    assert segment.style is not None
    assert segment.style.bgcolor is None


def test_without_colour_brighter_pixels_take_denser_characters() -> None:
    picture = Picture(3, 2, 1, BLACK + GREY + WHITE + BLACK + GREY + WHITE)
    (strip,) = picture_strips(picture, 10, in_colour=False)
    assert strip.text == " =@"


def test_a_broad_picture_loses_pixels_until_it_fits() -> None:
    broad = Picture(6, 4, 1, bytes(range(24)))
    assert scaled(broad, 6) is broad
    assert scaled(broad, 3) == Picture(3, 2, 1, bytes((0, 2, 4, 12, 14, 16)))
    assert scaled(broad, 4) == scaled(broad, 3)


class Shown(App[None]):
    """One gallery."""

    def __init__(self, *samples: Sample, in_colour: bool = True) -> None:
        super().__init__()
        self.gallery = SampleGallery(english, samples, as_classes=True, in_colour=in_colour)

    def compose(self) -> ComposeResult:
        yield self.gallery

    @property
    def lines(self) -> list[str]:
        """What the gallery shows."""
        return [self.gallery.render_line(y).text.rstrip() for y in range(self.gallery.size.height)]


async def test_as_many_pictures_stand_beside_one_another_as_fit() -> None:
    app = Shown(*(Sample(str(n), "0", 0.9 + n / 100, DIGIT) for n in range(1, 4)))
    async with app.run_test(size=(80, 24)):
        assert app.gallery.size.height == 2 * (14 + 2) + 1
        assert app.lines[0] == "▀" * 28 + "  " + "▀" * 28
        assert app.lines[14] == "1, taken for 0".ljust(30) + "2, taken for 0"
        assert app.lines[15] == "91% sure".ljust(30) + "92% sure"
        assert app.lines[31] == "3, taken for 0"
    narrow = Shown(Sample("1", "0", 0.9, DIGIT), Sample("2", "0", 0.9, DIGIT))
    async with narrow.run_test(size=(40, 24)):
        assert narrow.lines[14] == "1, taken for 0"
        assert narrow.lines[31] == "2, taken for 0"


async def test_names_broader_than_a_picture_are_cut_and_move_nothing() -> None:
    long = Sample("一个非常非常长的类别名称", "另一个也很长的类别名称", 0.5, DIGIT)
    app = Shown(long, Sample("1", "0", 0.9, DIGIT))
    async with app.run_test(size=(80, 24)):
        assert app.lines[15] == "50% sure".ljust(30) + "90% sure"
        name, _, after = app.lines[14].partition("…")
        assert cell_len(f"{name}…{after}") == 30 + len("1, taken for 0")
        assert after.strip() == "1, taken for 0"


def test_texts_are_lines_with_what_they_are_and_what_they_were_taken_for() -> None:
    samples = (Sample("bad", "good", 0.98, text="一点也不好"), Sample("good", "bad", 0.7, text="还行"))
    shown = SampleTexts(english, samples, as_classes=True)
    assert shown.plain.splitlines() == [
        " 1  bad, taken for good · 98% sure",
        "    一点也不好",
        " 2  good, taken for bad · 70% sure",
        "    还行",
    ]


def test_numbers_are_said_with_how_far_they_are_off() -> None:
    assert labels(Sample("21.5", "12", 9.5), english, as_class=False) == ("21.5, predicted 12", "off by 9.5")
