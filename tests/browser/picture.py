"""Takes the picture of the wall for the README from a demonstration that is running.

    vigil demo                            prints the address and a token for a wall display
    python -m tests.browser.picture URL WALL_TOKEN [docs/wall.png]

The wall is laid out at 1920 x 1080 and drawn at two thirds of that.
"""

import argparse
import asyncio
from pathlib import Path

from tests.browser import chromium
from tests.browser.pages import WALL_TV, expect, live

WIDTH = 1280


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("token", help="of a wall display; the demonstration prints one")
    parser.add_argument("file", type=Path, nargs="?", default=Path("docs/wall.png"))
    arguments = parser.parse_args()
    asyncio.run(take(arguments.url, arguments.token, arguments.file))


async def take(url: str, token: str, file: Path) -> None:
    async with chromium.started() as browser:
        page = await browser.new_page(
            viewport=WALL_TV, device_scale_factor=WIDTH / WALL_TV["width"]
        )
        await page.goto(f"{url}/sign-in")
        await page.get_by_role("button", name="Set up a wall display").click()
        await page.get_by_label("Wall token").fill(token)
        await page.get_by_role("button", name="Start this wall").click()
        await live(page)
        await expect(page.locator("bed-tile[data-place=session]").first).to_be_visible()
        await page.keyboard.press("a")  # as every wall is armed: a key, then the test was heard
        await expect(page.locator("[data-action=heard]")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator(".sound-panel")).to_be_hidden()
        # The bright half of the alarms' beat.
        await page.locator("html:not([data-beat-high=dim])").wait_for(state="attached")
        await page.screenshot(path=file)


if __name__ == "__main__":
    main()
