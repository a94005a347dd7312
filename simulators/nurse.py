"""A simulated nurse: does at the chair what she records, through the doors any client uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from simulators import scenario
from simulators.api import Api, ApiError, Json
from simulators.chair import Chair
from simulators.noise import fraction
from simulators.visits import MINUTE, Plan, Progress, Step, next_step

FIRST_NAMES, LAST_NAMES = "ABCDEFGHIJKLMNOPRSTW", "ABDEFGHKLMNOPRSTVWYZ"
REACTION_MS = (20_000, 100_000)  # from an alarm's onset to her acknowledgement
LOOK_EVERY_MS = 15_000  # how often she looks at a session's alarms and its clock
NEXT_PATIENT_MS = 4 * MINUTE  # from a discharge to the next arrival

_NAME, _BODY, _REACTION = 80, 81, 82  # noise channels

OVERRIDE = {"override": {"reason": "discussed with the prescriber (simulated)"}}
OVERTAKEN = {"stale_revision", "nothing_to_acknowledge"}  # it changed as she reached for it
Follow = Callable[[Plan, int], Plan]


@dataclass(slots=True)
class Care:
    """One bed in her care: the plan, what the server last said, and what she has dealt with."""

    plan: Plan
    chair: Chair
    progress: Progress | None = None
    looked_at: int = 0
    pressed: set[str] = field(default_factory=set)


class Nurse:
    """`round(now)` does all that is due; `follow` makes the next patient's plan, `prescriber`
    passes over what she may not.

    `complain` is told what the server would not do; she tries again the next round.
    """

    def __init__(
        self,
        api: Api,
        prescriber: Api,
        chairs: Mapping[str, Chair],
        plans: list[Plan],
        follow: Follow,
        complain: Callable[[str], None],
    ) -> None:
        self._api, self._prescriber = api, prescriber
        self._follow, self._complain = follow, complain
        self._care = [Care(plan, chairs[plan.bed]) for plan in plans]

    async def round(self, now: int) -> None:
        for care in self._care:
            try:
                await self._tend(care, now)
            except ApiError as refused:
                self._complain(f"bed {care.plan.bed}: {refused}")

    async def _tend(self, care: Care, now: int) -> None:
        if care.progress and now - care.looked_at >= LOOK_EVERY_MS:
            care.looked_at = now
            await self._look(care, care.progress.id, now)
        step = next_step(care.plan, care.progress, now)
        if step is Step.CREATE:
            care.chair.seat(care.plan.seed, scenario.load(care.plan.scenario), now)
            care.progress = await self._create(care.plan)
        elif step and care.progress:
            answer = await self._step(care.progress.id, step, _body(step, care.plan))
            self._done(care, step, Progress.read(answer), now)

    async def _step(self, session: str, step: Step, body: Json) -> Json:
        """What holds a start is told to the prescriber, who takes it upon him."""
        path = f"/api/sessions/{session}/{step}"
        if step is not Step.START:
            return await self._api.post(path, body)
        await self._ask(session, "start")
        try:
            return await self._api.post(path, body)
        except ApiError as refused:
            if refused.code != "gate":
                raise
            return await self._prescriber.post(path, body | OVERRIDE)

    async def _ask(self, session: str, before: str) -> None:
        """The questions of a step, and how awake and how fast of breath the patient is."""
        shown = await self._api.get(f"/api/sessions/{session}")
        answers = {each["id"]: "yes" for each in shown["checklist"] if each["before"] == before}
        path = f"/api/sessions/{session}"
        await self._api.post(f"{path}/checklist", {"answers": answers})
        await self._api.post(f"{path}/assessments", {"scale": "moaas", "score": 5})
        await self._api.post(f"{path}/readings", {"vitals": {"rr": 14}})

    def _done(self, care: Care, step: Step, progress: Progress, now: int) -> None:
        """It is recorded: the hands follow."""
        care.progress = progress
        if step in (Step.START, Step.RESUME):
            care.chair.start(now)
        elif step in (Step.PAUSE, Step.STOP):
            care.chair.halt(now)
        elif step is Step.DISCHARGE:
            care.chair.clear()
            care.plan = self._follow(care.plan, now + NEXT_PATIENT_MS)
            care.progress, care.pressed = None, set()

    async def _create(self, plan: Plan) -> Progress:
        return Progress.read(await self._api.post("/api/sessions", admission(plan)))

    async def _look(self, care: Care, session: str, now: int) -> None:
        care.progress = Progress.read(await self._api.get(f"/api/sessions/{session}"))
        alarms = await self._api.get(f"/api/sessions/{session}/alarms")
        for alarm in alarms["items"]:
            if awaits_her(alarm, now):
                await self._acknowledge(alarm)
            if alarm["vital"] in ("sbp", "dbp", "map") and alarm["id"] not in care.pressed:
                care.pressed.add(alarm["id"])  # a pressure worth an alarm is measured again
                care.chair.press_cuff()

    async def _acknowledge(self, alarm: Json) -> None:
        try:
            body = {"revision": alarm["revision"]}
            await self._api.post(f"/api/alarms/{alarm['id']}/acknowledge", body)
        except ApiError as refused:
            if refused.code not in OVERTAKEN:
                raise


def awaits_her(alarm: Json, now: int) -> bool:
    """Whether she has noticed by now an alarm that nobody has acknowledged."""
    if alarm["attention"] != "unacknowledged" or alarm["condition"] in ("pending", "normal"):
        return False
    first, last = REACTION_MS
    seed = sum(alarm["id"].encode())
    return bool(now - alarm["onset"] >= first + (last - first) * fraction(seed, _REACTION, 0))


def admission(plan: Plan) -> Json:
    """The patient of the plan's seed, who does not exist."""
    seed = plan.seed

    def pick(letters: str, index: int) -> str:
        return letters[int(fraction(seed, _NAME, index) * len(letters))]

    return {
        "bed": plan.bed,
        "patient": {
            "identifier": f"SIM-{seed:06d}",
            "initials": pick(FIRST_NAMES, 0) + pick(LAST_NAMES, 1),
            "birth_year": 1952 + int(fraction(seed, _BODY, 0) * 50),
            "sex": pick("fm", 2),
            "weight_kg": 52 + int(fraction(seed, _BODY, 1) * 48),
        },
        "protocol": "ketamine-iv-40min",
        "dose_mg_per_kg": 0.5,
        "simulated": True,
    }


def _body(step: Step, plan: Plan) -> Json:
    if step is Step.PAUSE:
        return {"reason": "patient asks for a break"}
    if step is Step.STOP:
        early = plan.outcome == "stopped_early"
        reason = "patient wishes to end" if early else "dose complete"
        return {"reason": reason, "outcome": plan.outcome}
    return {}
