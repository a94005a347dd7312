"""From the sample that completes a condition to the screen and the loudspeaker, in a real Chromium.

The rule is the cuff's high limit: it acts on the first reading and adds no delay of its own.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from playwright.async_api import Page, async_playwright

from tests.bench.clinic import NURSE, Clinic
from tests.bench.figures import Figure, Finding, Skipped, percentile
from tests.browser import chromium
from tests.peers import Api, Monitor, now_ms
from tests.running import PASSWORD

PAINT_P95_MS, SOUND_MS = 500.0, 1500.0

# After which frame a bed's cell first stood there as a high alarm that calls, and for when a burst
# was scheduled: ms.
WATCH = """
window.__painted = {}; window.__bursts = [];
const look = () => {
  for (const cell of document.querySelectorAll("overview-cell[data-look=fill]")) {
    const {bed, priority} = cell.dataset;
    if (priority === "high") setTimeout(() => { window.__painted[bed] ??= Date.now(); });
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  window.__bursts.push(Date.now() + 1000 * (at - this.context.currentTime));
  return start.call(this, at);
};
"""

BOTH = """bed => new Promise((done) => {
  const look = () => {
    const [shown, heard] = [window.__painted[bed], window.__bursts[0]];
    if (shown && heard) done([shown, heard]); else setTimeout(look, 20);
  };
  look();
})"""


def alarms(clinic: Clinic, rounds: int) -> list[Finding]:
    """Each bed in turn, `rounds` times, while all of them send once a second."""
    if chromium.executable() is None:
        return [Skipped("alarms", chromium.ABSENT)]
    painted, sounded = asyncio.run(_measure(clinic, rounds))
    name = f"alarm on a screen of {len(clinic.sessions)}"
    return [
        Figure(name, "sample to paint p50", percentile(painted, 50), "ms"),
        Figure(name, "sample to paint p95", percentile(painted, 95), "ms", PAINT_P95_MS),
        Figure(name, "sample to sound p50", percentile(sounded, 50), "ms"),
        Figure(name, "sample to sound, slowest", max(sounded), "ms", SOUND_MS),
    ]


async def _measure(clinic: Clinic, rounds: int) -> tuple[list[float], list[float]]:
    painted, sounded = [], []
    async with _sending(clinic) as monitors, _overview(clinic) as page:
        api = Api(clinic.server.url, clinic.nurse)
        for _ in range(rounds):
            for bed, monitor in monitors.items():
                await page.evaluate("window.__painted = {}; window.__bursts = []")
                begun = now_ms()
                await monitor.vitals({"sbp": 190, "dbp": 94, "map": 126})
                shown, heard = await page.evaluate(BOTH, bed)
                painted.append(float(shown - begun))
                sounded.append(float(heard - begun))
                await asyncio.to_thread(_take, api, clinic.sessions[bed])
                await monitor.vitals({"sbp": 124, "dbp": 78, "map": 93})
                await page.wait_for_timeout(500)
        api.close()
    return painted, sounded


def _take(api: Api, session: str) -> None:
    for alarm in api.get(f"/api/sessions/{session}/alarms").json()["items"]:
        if alarm["condition"] in ("active", "unknown", "returned"):
            api.post(f"/api/alarms/{alarm['id']}/acknowledge", {"revision": alarm["revision"]})


@asynccontextmanager
async def _sending(clinic: Clinic) -> AsyncIterator[dict[str, Monitor]]:
    """The monitors by bed, each sending a quiet second after the other."""
    async with AsyncExitStack() as stack:
        monitors = {
            ident.removeprefix("m"): await stack.enter_async_context(
                await Monitor.on(clinic.server.ws, token, "alarms")
            )
            for ident, token in clinic.tokens.items()
        }
        beating = asyncio.create_task(_beat(list(monitors.values())))
        reading = [asyncio.create_task(_read(monitor)) for monitor in monitors.values()]
        yield monitors
        for task in (beating, *reading):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _beat(monitors: list[Monitor]) -> None:
    while True:
        for monitor in monitors:
            await monitor.vitals({"hr": 72, "spo2": 98})
        await asyncio.sleep(1)


async def _read(monitor: Monitor) -> None:
    """Acks must not pile up in the socket."""
    async for _ in monitor.socket:
        pass


@asynccontextmanager
async def _overview(clinic: Clinic) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.executable(), args=["--no-sandbox"]
        )
        context = await browser.new_context(base_url=clinic.server.url)
        answer = await context.request.post(
            "/api/sign-in",
            data={"username": NURSE, "password": PASSWORD},
            headers={"Origin": clinic.server.url},
        )
        assert answer.ok, await answer.text()
        page = await context.new_page()
        await page.add_init_script(WATCH)
        await page.goto("/overview")
        await page.wait_for_selector("html[data-link=live]", state="attached")
        await page.keyboard.press("Shift")  # a touched page may sound
        await page.wait_for_timeout(3000)
        yield page
        await browser.close()
