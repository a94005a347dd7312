"""Real pages in a real Chromium: how soon they show values, what they cost, how late they are."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.bench.apart import apart
from tests.bench.clinic import NURSE, Clinic
from tests.bench.figures import Figure, Finding, Skipped, middle, percentile, spread
from tests.bench.generators import COUNT, Crowd, paced
from tests.running import PASSWORD

TILES_S, BUSY_MS, PAINT_MS = 0.5, 50.0, 250.0
SETTLE_S = 3.0
BED = "/beds/1"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE: Any = {"width": 1920, "height": 1080}

# Notes which samples each tick brought, and when a paint that holds the tick has been shown: the
# message channel runs after the frame in which the page said that it painted.
WATCH = """
window.__ticks = []; window.__painted = [];
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => {
      const message = JSON.parse(data);
      if (message.type === "vitals")
        window.__ticks.push([message.at, message.beds.map((b) => [b.bed, b.vitals.hr.at])]);
    });
  }
};
new MutationObserver(() => {
  const tick = Number(document.documentElement.dataset.painted);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => window.__painted.push([tick, Date.now()]);
  channel.port2.postMessage(0);
}).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-painted"]});
"""


# The first animation frame in which a value stands somewhere, in ms since the navigation began.
FIRST = """
(() => {
  const where = "bed-tile .value, overview-cell .cell-values, bed-page vital-column";
  const look = () => {
    const shown = [...document.querySelectorAll(where)].some((e) => /\\d\\d/.test(e.textContent));
    if (shown) document.documentElement.dataset.first = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def chromium() -> str | None:
    """VIGIL_CHROMIUM, or one on the PATH."""
    named = os.environ.get("VIGIL_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def browser(small: Clinic, large: Clinic, runs: int, seconds: float) -> list[Finding]:
    """Wall and bed page with the few beds of `small`, overview with the many of `large`."""
    path = chromium()
    if path is None:
        return [Skipped("browser", "no Chromium: neither VIGIL_CHROMIUM nor one on the PATH")]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            found: list[Finding] = []
            for clinic, name, where in (
                (small, f"wall of {len(small.tokens)}", "/wall"),
                (small, "bed page", BED),
                (large, f"overview of {len(large.tokens)}", "/overview"),
            ):
                with _sending(clinic), _signed_in(started, clinic) as context:
                    found += _page(context, clinic, name, where, runs, seconds)
            return found
        finally:
            started.close()


def _page(
    context: BrowserContext,
    clinic: Clinic,
    name: str,
    where: str,
    runs: int,
    seconds: float,
) -> list[Finding]:
    url = clinic.server.url + where
    shown = [_first_painted(context, url) for _ in range(runs)]
    busy = _busy(context, url, seconds)
    late = _paint_delays(context, url, seconds, ["1"] if where == BED else list(clinic.sessions))
    goal = TILES_S if where != BED else None
    return [
        Figure(name, "first values after navigation", middle(shown), "s", goal, spread(shown)),
        Figure(name, "main thread", busy, "ms/s", BUSY_MS),
        Figure(name, "sample to paint p50", percentile(late, 50), "ms"),
        Figure(name, "sample to paint p95", percentile(late, 95), "ms", PAINT_MS),
    ]


def _first_painted(context: BrowserContext, url: str) -> float:
    """Seconds from navigation until a bed's values stand on the page."""
    page = context.new_page()
    page.add_init_script(FIRST)
    page.goto(url)
    page.wait_for_selector("html[data-first]", state="attached")
    milliseconds = page.get_attribute("html", "data-first")
    page.close()
    return float(milliseconds or "nan") / 1000


def _busy(context: BrowserContext, url: str, seconds: float) -> float:
    """How long the main thread worked in a second, in ms."""
    page = _settled(context, url)
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable")
    begun, before = time.monotonic(), _task_s(devtools)
    page.wait_for_timeout(seconds * 1000)
    worked, passed = _task_s(devtools) - before, time.monotonic() - begun
    page.close()
    return 1000 * worked / passed


def _task_s(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _paint_delays(
    context: BrowserContext, url: str, seconds: float, shown_beds: list[str]
) -> list[float]:
    """From each sample's instant until a frame that shows it is out, in ms."""
    page = _settled(context, url, WATCH)
    page.evaluate("window.__ticks = []; window.__painted = []")
    page.wait_for_timeout(seconds * 1000)
    ticks, painted = page.evaluate("[window.__ticks, window.__painted]")
    page.close()
    newest: dict[str, int] = {}
    delays = []
    for tick, beds in ticks:
        shown = next((at for drawn, at in painted if drawn >= tick), None)
        for bed, at in beds:
            if bed not in shown_beds:
                continue
            if newest.get(bed) != at and shown is not None and bed in newest:
                delays.append(float(shown - at))
            newest[bed] = at
    assert delays, "the page painted nothing"
    return delays


def _settled(context: BrowserContext, url: str, script: str = "") -> Page:
    page = context.new_page()
    page.add_init_script(script)
    page.goto(url)
    page.wait_for_selector("html[data-painted]", state="attached")
    page.wait_for_timeout(SETTLE_S * 1000)
    return page


@contextmanager
def _sending(clinic: Clinic) -> Iterator[None]:
    boot = f"browser-{time.monotonic_ns()}"
    with apart(paced, Crowd(clinic.port, clinic.tokens, boot)) as generator:
        generator.ask(COUNT)
        generator.hear()
        yield


@contextmanager
def _signed_in(started: Browser, clinic: Clinic) -> Iterator[BrowserContext]:
    url = clinic.server.url
    context = started.new_context(viewport=SIZE, base_url=url)
    try:
        answer = context.request.post(
            "/api/sign-in",
            data={"username": NURSE, "password": PASSWORD},
            headers={"Origin": url},
        )
        assert answer.ok, answer.text()
        yield context
    finally:
        context.close()
