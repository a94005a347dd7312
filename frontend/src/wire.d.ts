// Written by frontend/generate.py from app/wire; do not edit by hand.

export type Phase = "check_in" | "baseline" | "infusion" | "observation" | "discharged" | "aborted";

export type Priority = "high" | "medium" | "low";

export type AlarmKind = "physiological" | "technical";

export type Condition = "normal" | "pending" | "active" | "unknown" | "returned";

export type Attention = "unacknowledged" | "acknowledged" | "shelved";

export type ValueState = "live" | "stale" | "absent" | "invalid";

export type VitalName = "hr" | "pr" | "spo2" | "rr" | "etco2" | "sbp" | "dbp" | "map";

export type Direction = "high" | "low";

export type Step = "nurse" | "charge_nurse" | "prescriber";

export type Role = "nurse" | "charge_nurse" | "clinician" | "developer" | "administrator" | "wall";

export interface DueTask {
  task: "nibp_recheck";
  how: "press_start" | "requested";
  asked_at: number;
  wanted_at: number;
  due_at: number;
}

export interface Assessment {
  scale: string;
  score: number | null;
  at: number;
  by: string;
}

export interface Question {
  id: string;
  text: string;
  before: "start" | "discharge";
  answers: ("yes" | "no" | "not_applicable")[];
  required: boolean;
  answer: "yes" | "no" | "not_applicable" | null;
  at: number | null;
  by: string | null;
}

export interface Criterion {
  id: string;
  value: number | string | null;
  age: number | null;
  result: "pass" | "fail" | "unknown";
  text: string | null;
  grade: "soft" | "hard" | "firm" | null;
  needs: string | null;
}

export interface Standing {
  step: "start" | "discharge" | null;
  criteria: Criterion[];
  settle_ms: number | null;
}

export interface OffMonitor {
  since: number;
  until: number;
  reason: "bathroom" | "walk" | "other";
  by: string;
}

export interface VitalView {
  value: number | null;
  at: number | null;
  age: number | null;
  state: ValueState;
  reason: "no_value" | "implausible" | null;
  held: boolean;
  source: "monitor" | "hand";
}

export interface BloodPressureView {
  sbp: number | null;
  dbp: number | null;
  map: number | null;
  at: number | null;
  age: number | null;
  state: ValueState;
  source: "nibp" | "art" | "hand" | null;
  reason: "no_value" | "implausible" | null;
}

export interface Vitals {
  hr: VitalView;
  pr: VitalView;
  spo2: VitalView;
  rr: VitalView;
  etco2: VitalView;
  bp: BloodPressureView;
  art: BloodPressureView | null;
}

export interface Alarm {
  id: string;
  revision: number;
  bed: string | null;
  session: string | null;
  rule: string;
  vital: string | null;
  direction: Direction | null;
  priority: Priority;
  kind: AlarmKind;
  condition: Condition;
  attention: Attention;
  latched: boolean;
  value: number | null;
  limit: number | null;
  onset: number;
  ended: number | null;
  text: string;
  reason: string;
  acknowledged_by: string | null;
  acknowledged_at: number | null;
  shelved_by: string | null;
  shelved_until: number | null;
  silent: boolean;
  group: string | null;
  count: number;
  inhibited_by: string | null;
  retro: boolean;
  calls_again_at: number | null;
  step: Step | null;
  step_at: number | null;
  next_step: Step | null;
  next_step_at: number | null;
  received_at: number | null;
  seen_by: string | null;
  seen_at: number | null;
  shared: string | null;
  recorded: boolean;
}

export interface LimitEdit {
  by: string;
  at: number;
  before: number | null;
}

export interface Limit {
  rule: string;
  vital: VitalName;
  direction: Direction;
  priority: Priority;
  value: number;
  clear: number;
  delay_ms: number;
  inactive: "no_baseline" | null;
  edited: LimitEdit | null;
}

export interface LimitSpan {
  from_at: number;
  to_at: number | null;
  limits: Limit[];
}

export interface PhaseSpan {
  phase: Phase;
  paused: boolean;
  from_at: number;
  to_at: number | null;
}

export interface Clock {
  planned_ms: number;
  infused_ms: number;
  since_start_ms: number | null;
  since_stop_ms: number | null;
  paused_ms: number;
}

export interface PatientView {
  identifier: string | null;
  initials: string;
  birth_year: number | null;
  sex: "f" | "m" | "x" | null;
  weight_kg: number | null;
  namesake: boolean;
}

export interface ProtocolName {
  name: string;
  version: string;
}

export interface Dose {
  mg_per_kg: number;
  mg: number;
}

export interface Baseline {
  at: number;
  sbp: number;
  dbp: number;
  map: number | null;
  hr: number | null;
  spo2: number | null;
}

export interface Session {
  id: string;
  revision: number;
  bed: string;
  phase: Phase;
  paused: boolean;
  clock: Clock;
  outcome: string | null;
  protocol: ProtocolName;
  limits: Limit[];
  patient: PatientView;
  dose: Dose;
  simulated: boolean;
  baseline: Baseline | null;
  created_at: number;
  started_at: number | null;
  stopped_at: number | null;
  ended_at: number | null;
  planned_end: number | null;
  phases: PhaseSpan[];
  limit_history: LimitSpan[];
  due: DueTask[];
  off_monitor: OffMonitor | null;
  assessments: Assessment[];
  checklist: Question[];
}

export interface MonitorView {
  id: string;
  connected: boolean;
  skew: number | null;
  simulated: boolean;
  model: string | null;
  last_at: number | null;
}

export interface Bed {
  bed: string;
  label: string;
  monitor: MonitorView | null;
  session: Session | null;
  vitals: Vitals;
  alarms: string[];
  change: number;
}

export interface BedVitals {
  bed: string;
  vitals: Vitals;
}

export interface Hello {
  type: "hello";
  instance: string;
  time: number;
  rate: number;
  simulation: boolean;
}

export interface Snapshot {
  type: "snapshot";
  id: number;
  cursor: number;
  time: number;
  beds: Bed[];
  alarms: Alarm[];
}

export interface Resumed {
  type: "resumed";
  id: number;
  cursor: number;
}

export interface VitalsTick {
  type: "vitals";
  at: number;
  beds: BedVitals[];
}

export interface AlarmChange {
  type: "alarm";
  cursor: number;
  bed: string | null;
  change: number;
  alarm: Alarm;
}

export interface SessionChange {
  type: "session";
  cursor: number;
  bed: string;
  change: number;
  session: Session | null;
}

export interface MonitorChange {
  type: "monitor";
  cursor: number;
  bed: string;
  change: number;
  monitor: MonitorView | null;
}

export interface BedChange {
  type: "bed";
  cursor: number;
  bed: string;
  change: number;
  value: Bed;
}

export interface HistoryChanged {
  type: "history_changed";
  cursor: number;
  bed: string;
  change: number;
  from: number;
  to: number;
}

export interface Heartbeat {
  type: "heartbeat";
  cursor: number;
  time: number;
}

export interface ClockChange {
  type: "clock";
  time: number;
  rate: number;
}

export interface Audio {
  type: "audio";
  left_ms: number;
  by: string | null;
  because: "asked" | "new_condition" | "over";
}

export interface Problem {
  code: string;
  detail: string;
}

export interface Result {
  type: "result";
  id: number;
  ok: boolean;
  problem: Problem | null;
}

export interface Rejected {
  type: "reject";
  id: number | null;
  problem: Problem;
}

export interface Subscribe {
  type: "subscribe";
  id: number;
  beds: string[];
  instance?: string | null;
  since?: number | null;
  pending?: boolean;
}

export interface Station {
  type: "station";
  station?: string | null;
  kind: "wall" | "desk" | "bedside" | "practice";
  beds: string[];
  armed: boolean;
  visible: boolean;
  heard_at?: number | null;
}

export interface SeenAlarm {
  alarm: string;
  revision: number;
}

export interface Command {
  type: "command";
  id: number;
  key: string;
  name: string;
  alarm?: string | null;
  revision?: number | null;
  bed?: string | null;
  alarms?: SeenAlarm[] | null;
  duration_ms?: number | null;
  reason?: string | null;
}

export interface Receipt {
  type: "receipt";
  alarm: string;
  revision: number;
  event: "shown" | "sounded" | "seen";
  at: number;
}

export type Outgoing =
  | Hello
  | Snapshot
  | Resumed
  | VitalsTick
  | AlarmChange
  | SessionChange
  | MonitorChange
  | BedChange
  | HistoryChanged
  | Heartbeat
  | ClockChange
  | Audio
  | Result
  | Rejected;

export type FromScreen =
  | Subscribe
  | Station
  | Command
  | Receipt;
