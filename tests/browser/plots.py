"""What a figure on a page holds, as Plotly was told it."""

from itertools import groupby
from typing import Any

from playwright.async_api import Locator, Page

from tests.browser.pages import expect


async def drawn(page: Page) -> Locator:
    """The figure, once it has been drawn."""
    plot = page.locator(".plot")
    await expect(plot.locator(".xtick").first).to_be_visible()
    return plot


async def trace(page: Page, name: str) -> dict[str, Any]:
    """One trace: `x`, `y` and what else is plain data."""
    found: dict[str, Any] = await (await drawn(page)).evaluate(
        """(plot, name) => {
          const { x, y, customdata, error_y, connectgaps } = plot.data.find((t) => t.name === name);
          const { array, arrayminus } = error_y ?? {};
          return { x, y, customdata, array, arrayminus, connectgaps };
        }""",
        name,
    )
    return found


async def layout(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = await (await drawn(page)).evaluate(
        """({ layout: { shapes, annotations, xaxis, yaxis, yaxis2, yaxis3 } }) =>
          JSON.parse(JSON.stringify({ shapes, annotations, xaxis, yaxis, yaxis2, yaxis3 }))"""
    )
    return found


async def bars(page: Page, row: int) -> list[dict[str, Any]]:
    """The bars of one row of the lane panel: `from`, `length`, `colour`, `pattern`."""
    found: list[dict[str, Any]] = await (await drawn(page)).evaluate(
        """(plot, row) => plot.data.filter((trace) => trace.type === "bar").flatMap((trace) =>
          trace.y.flatMap((y, place) => y !== row ? [] : [{
            from: trace.base[place], length: trace.x[place],
            colour: [trace.marker.color].flat()[place],
            pattern: [trace.marker.pattern?.shape].flat()[place] ?? "",
          }]))""",
        row,
    )
    return found


def runs(values: list[float | None]) -> list[tuple[float | None, int]]:
    """Equal values beside each other, and how many."""
    return [(value, len(list(same))) for value, same in groupby(values)]
