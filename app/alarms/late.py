"""Late data beside the live judge: gathered, judged by a second instance, and told once (retro.py).

A batch is judged when nothing late has come for five seconds; at the latest a minute after it
began, when it is long, or when the log ends. Each finding is an alarm of its own that is over
already: silent, and in view until somebody has acknowledged it. What was judged live is left out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.cases import Cases
from app.alarms.channel import Channel
from app.alarms.condition import Condition, Kind, Priority, Reason, Transition
from app.alarms.inputs import CommandInput
from app.alarms.manner import Manner
from app.alarms.retro import Judge, LateFinding, Retro
from app.alarms.words import cut_off
from app.domain.vitals import PRESSURES, BloodPressureSource, JudgedSample, Vital

QUIET_MS = 5_000
LONGEST_MS = 60_000
MOST = 2_000  # samples: judging so many takes some 40 ms, and nobody waits longer for it


class LateData:
    """`channels` know what was judged live, `second` makes a judge for a scope.

    Nothing is gathered before the first command of a session and after its end.
    """

    def __init__(
        self,
        subject: Subject,
        cases: Cases,
        channels: Mapping[Vital, Channel],
        second: Callable[[str], Judge],
    ) -> None:
        self._subject = subject
        self._cases = cases
        self._channels = channels
        self._second = second
        self._commands: list[CommandInput] = []
        self._samples: list[JudgedSample] = []
        self._readings: set[int] = set()  # source instants of cuff readings that are known
        self._first = self._last = 0  # when the batch began to come, and its newest
        self._spans: dict[str, tuple[int, int]] = {}  # of what was found of each rule last
        self._numbers = 0  # of batches that found something, and of repetitions in one batch
        self._told: list[Case] = []
        self._ended = False

    def follow(self, command: CommandInput) -> None:
        """A command of the session: it shapes the limits of what comes later."""
        if not self._ended:
            self._commands.append(command)

    def read(self, sample: JudgedSample) -> None:
        """A cuff reading was judged live."""
        self._readings.add(sample.at)

    def take(self, sample: JudgedSample, at: int) -> list[Transition]:
        """A late sample. Answers when the batch is long, by what was found in it."""
        if self._ended or not self._commands:
            return []
        unseen = {v: raw for v, raw in sample.values.items() if not self._seen(v, sample)}
        if not unseen:
            return []
        if not PRESSURES.isdisjoint(unseen):
            self._readings.add(sample.at)
        self._first = self._first if self._samples else at
        self._last = at
        self._samples.append(replace(sample, values=unseen))
        return self.fire(at) if len(self._samples) >= MOST else []

    def deadline(self) -> int | None:
        if not self._samples:
            return None
        return min(self._last + QUIET_MS, self._first + LONGEST_MS)

    def fire(self, at: int) -> list[Transition]:
        """The batch is complete, or cut: then what is not yet decided begins the next one."""
        batch, self._samples = self._samples, []
        retro = Retro(self._second(f"{self._subject.scope}.late{self._numbers + 1}"))
        _, findings = retro.judge(self._commands, batch, at)
        since = retro.undecided_since
        if since is not None and at < self._last + QUIET_MS:
            self._samples = [sample for sample in batch if sample.judge >= since][-MOST // 2 :]
            self._first = at
        news = [finding for finding in findings if self._is_news(finding)]
        begun, times = self._numbers, Counter[str]()
        steps: list[Transition] = []
        for finding in news:
            times[finding.rule] += 1
            self._numbers = max(self._numbers, begun + times[finding.rule])
            steps += self._tell(finding, begun + times[finding.rule], at)
        return steps

    def _is_news(self, finding: LateFinding) -> bool:
        """Not what is of low priority, which nobody must acknowledge live either; and not if a
        batch that was cut told of it already."""
        if finding.priority is Priority.LOW:
            return False
        from_at, to_at = self._spans.get(finding.rule, (0, -1))
        self._spans[finding.rule] = (finding.from_at, finding.to_at)
        return not from_at <= finding.from_at <= finding.to_at <= to_at

    def end(self, because: Reason, at: int) -> list[Transition]:
        """The log ends: what was gathered is judged, and nothing waits for anybody any more."""
        steps = self.fire(at) if self._samples else []
        self._samples, self._ended = [], True
        return [*steps, *self._over(because, at)]

    def _over(self, because: Reason, at: int) -> Iterator[Transition]:
        for case in self._told:
            step = case.end(because, at)
            if step is not None:
                yield step

    def _seen(self, vital: Vital, sample: JudgedSample) -> bool:
        if vital not in PRESSURES:
            channel = self._channels.get(vital)
            return channel is not None and channel.heard.covers(sample.judge)
        return sample.at in self._readings or sample.bp is BloodPressureSource.ART

    def _tell(self, finding: LateFinding, number: int, at: int) -> list[Transition]:
        group = None if finding.group is None else cut_off(finding.group)
        heading = Heading(
            finding.rule,
            finding.priority,
            Kind.PHYSIOLOGICAL,
            Manner(latched=True, silent=True, group=group),
            finding.vital,
            finding.direction,
        )
        scope = f"{self._subject.scope}.late{number}"
        case = Case(heading, replace(self._subject, scope=scope, retro=True))
        self._cases.add(case)
        self._told = [told for told in self._told if told.condition is not Condition.NORMAL]
        self._told.append(case)
        what = Finding(finding.from_at, cut_off(finding.text), finding.value, finding.limit)
        return case.past(what, finding.to_at, at)
