"""A simulated clinic that the tests share: each takes beds of its own and moves the one clock."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from tests.browser.bedside import Bedside, sending
from tests.peers import Api, new_session
from tests.running import add_user
from tests.streaming.ward import Place, Ward, opened

QUIET = {"hr": 72, "pr": 72, "spo2": 98}
RECOVERED = {
    "padss": 10,
    "orientation": 4,
    "dissociation": 0,
    "nausea": 0,
    "gait": 2,
    "suicide_screen": 1,
}
BASELINE_CUFFS = ((118, 74), (122, 78))  # their mean: 120/76


class Practice:
    """`simulation` moves its clock; a real clinic's clock moves by itself."""

    def __init__(self, ward: Ward, developer: Api) -> None:
        self.ward = ward
        self._developer = developer
        self._free: list[Place] = []

    @property
    def url(self) -> str:
        return self.ward.server.url

    async def advance(self, seconds: float) -> None:
        """Lets this much clinical time pass, while connected monitors send every second of it."""
        answer = await asyncio.to_thread(
            self._developer.post, "/api/simulation/clock", {"advance_ms": int(seconds * 1000)}
        )
        assert answer.status_code == 200, answer.text

    @asynccontextmanager
    async def bed(self, **values: float) -> AsyncIterator["Bed"]:
        """A bed without a session whose monitor sends; afterwards another test may have it."""
        place = self._free.pop() if self._free else self.ward.place()
        async with sending(self.url, place.token, **(values or QUIET)) as bedside:
            bed = Bed(self, place, bedside)
            try:
                yield bed
            finally:
                bed.clear()  # after a failure too: the next test's pages show every bed
        self._free.append(place)

    @asynccontextmanager
    async def beds(self, number: int, **values: float) -> AsyncIterator[list["Bed"]]:
        async with AsyncExitStack() as stack:
            yield [await stack.enter_async_context(self.bed(**values)) for _ in range(number)]


class Bed:
    """A place with its monitor; `session` is the id of the one that was opened last."""

    def __init__(self, practice: Practice, place: Place, bedside: Bedside) -> None:
        self.practice = practice
        self.place = place
        self.bedside = bedside
        self.session = ""

    @property
    def name(self) -> str:
        return self.place.bed

    @property
    def api(self) -> Api:
        return self.place.api

    def clear(self) -> None:
        """Nobody lies here any more."""
        self.label(self.name)
        session = self.place.shown()["session"]
        if session and session["phase"] not in ("discharged", "aborted"):
            begun = session["started_at"] is not None
            self.session = session["id"]
            self.command("abort", reason="the test is over", handed_over=begun)

    def label(self, text: str) -> None:
        administrator = self.practice.ward.administrator.client
        answer = administrator.put(f"/api/beds/{self.name}", json={"label": text})
        assert answer.is_success, answer.text

    def check_in(self, **patient: Any) -> None:
        asked = new_session(self.name)
        asked["patient"] |= patient
        self.session = self.api.session(self.name, patient=asked["patient"])["id"]

    def command(self, name: str, **body: Any) -> dict[str, Any]:
        return self.api.command(self.session, name, **body)

    async def cuff(self, sbp: float, dbp: float) -> None:
        """A cuff reading that the server has when this returns."""
        self.bedside.cuff(sbp, dbp)
        await self.practice.advance(2)

    async def baseline(self, **patient: Any) -> None:
        """Checked in, baseline captured: 120/76, what the monitor shows for HR and SpO2."""
        self.check_in(**patient)
        self.command("baseline")
        for sbp, dbp in BASELINE_CUFFS:
            await self.cuff(sbp, dbp)
        self.command("baseline")

    async def infusion(self, **patient: Any) -> None:
        await self.baseline(**patient)
        self.start()

    def start(self) -> None:
        """The infusion begins: the ward's desk watches it."""
        self.api.checked(self.session)
        self.command("start")

    async def recover(self) -> None:
        """Two hours after the start nothing is open before the discharge."""
        for seconds in (7200, 600):  # pressure and sedation are looked at twice
            await self.practice.advance(seconds)
            await self.cuff(120, 76)
            self.command("assessments", scale="moaas", score=5)
        for scale, score in RECOVERED.items():
            self.command("assessments", scale=scale, score=score)
        self.command("checklist", answers=self.api.answers(self.session, "discharge"))


@contextmanager
def simulated(data: Path) -> Iterator[Practice]:
    """A server with `--simulation`; a nurse, a charge nurse and a clinician can sign in."""
    add_user(data, "nurse", "nurse")
    add_user(data, "charge", "charge_nurse")
    add_user(data, "clinician", "clinician")
    with opened(data, "--simulation") as ward:
        developer = Api(ward.server.url, ward.token("developer"))
        try:
            yield Practice(ward, developer)
        finally:
            developer.close()
