"""Every page on other screens, in other colours, without motion."""

from typing import Any

from playwright.async_api import Page

from tests.browser.pages import DESK, Visitor, expect, vital
from tests.browser.practice import Bed, Practice

TABLET: Any = {"width": 800, "height": 1200}
SCREENS: list[tuple[str, Any, Any]] = [
    ("desk", DESK, {}),
    ("tablet", TABLET, {}),
    ("light", DESK, {"color_scheme": "light"}),
    ("still", DESK, {"reduced_motion": "reduce"}),
    ("forced", DESK, {"forced_colors": "active"}),
]
SIDEWAYS = """() => ["html", "main", "main > *", "aside"]
  .flatMap((name) => [...document.querySelectorAll(name)])
  .filter((box) => !box.matches("not-live-frame")) // its watermark may be wider than the page
  .filter((box) => box.scrollWidth > box.clientWidth + 1)
  .map((box) => `${box.localName}: ${box.scrollWidth} in ${box.clientWidth}`)"""
AS_IT_COMES: Any = {"color_scheme": "null", "reduced_motion": "null", "forced_colors": "null"}
PALEST = 3.0  # of 21; the design asks for 4.5 and more, which its tokens promise
CONTRAST = """(value) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = value;
  const clear = (box) => /, 0\\)|transparent/.test(getComputedStyle(box).backgroundColor);
  while (ground.parentElement && clear(ground)) ground = ground.parentElement;
  const pair = [getComputedStyle(value).color, getComputedStyle(ground).backgroundColor];
  const [dark, light] = pair.map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}"""


async def test_every_page_can_be_read_on_every_screen(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        bed.bedside.show(spo2=82)
        await practice.advance(8)
        for path in (f"/wall?beds={bed.name}", "/overview", f"/beds/{bed.name}"):
            page = await nurse.open(path)
            for name, size, media in SCREENS:
                await page.set_viewport_size(size)
                await page.emulate_media(**AS_IT_COMES | media)
                await readable(page, bed)
                assert await page.evaluate(SIDEWAYS) == [], (path, name)


async def readable(page: Page, bed: Bed) -> None:
    """The alarm is told by symbol and text, not by colour alone; the values stand out."""
    for name, text in (("spo2", "82"), ("hr", "72"), ("bp", "122/78")):
        place = page.locator(f"[data-bed='{bed.name}'], vital-column")
        value = vital(place, name)
        await expect(value).to_have_text(text)
        assert await value.evaluate(CONTRAST) >= PALEST, (name, page.url)
    await expect(page.get_by_text("!!!", exact=True).first).to_be_visible()
    await expect(page.get_by_text("SpO2 82 < 85").first).to_be_visible()


async def test_the_wall_is_dark_whatever_the_browser_prefers(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        page = await nurse.wall(bed.name)
        await page.emulate_media(color_scheme="light")
        await expect(page.locator("body")).to_have_css("background-color", "rgb(11, 16, 22)")


async def test_a_bed_that_does_not_exist_says_so(nurse: Visitor) -> None:
    page = await nurse.bed("nowhere")
    await expect(page.locator(".empty")).to_have_text("There is no such bed.")
