// Records about the session of one bed: each with the patient's name, the bed and the instant that it
// is about, which is that of the tap, less what was chosen.

/** @typedef {import("./wire.js").Session} Session */
/** @typedef {import("./recorder.js").Recording} Recording */

export class SessionRecords {
  /**
   * @param {import("./live/live.js").Live} live
   * @param {string} bed
   * @param {import("./recorder.js").Recorder} recorder
   */
  constructor(live, bed, recorder) {
    this.live = live;
    this.bed = bed;
    this.recorder = recorder;
  }

  /** @returns {Session | null} */
  get session() {
    return this.live.state.beds.get(this.bed)?.session ?? null;
  }

  /** "M.K. · bed 3" */
  get who() {
    const bed = this.live.state.beds.get(this.bed);
    return `${bed?.session?.patient.initials ?? ""} · bed ${bed?.label || this.bed}`;
  }

  /**
   * @param {{route: string, body: object, what: string, minutesBack?: number}} record `route` below the session
   * @returns {Promise<Recording | null>} answered or known to be unanswered; null: there is no session
   */
  async record({ route, body, what, minutesBack = 0 }) {
    const { session } = this;
    if (!session) return null;
    const now = this.live.now();
    const when = now === null ? {} : { happened_at: Math.floor(now) - minutesBack * 60_000 };
    const path = `/api/sessions/${encodeURIComponent(session.id)}/${route}`;
    return this.recorder.record({ path, body: { ...body, ...when }, what, who: this.who });
  }
}
