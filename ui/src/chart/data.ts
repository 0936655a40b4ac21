import {
  fetchSeries,
  MAX_POINTS_A_CALL,
  MAX_RUNS_A_CALL,
  type Series,
  type SeriesAxis,
  type SeriesRequest,
} from "../api/series";

/** What a chart needs of one run: which metric, along which axis, how finely, and which part of the axis. */
export interface Want {
  runId: string;
  key: string;
  axis: SeriesAxis;
  maxPoints: number;
  /** All if undefined. */
  range?: readonly [number, number] | undefined;
}

interface Entry {
  want: Want;
  /** Undefined until it is there; null if there are no points. */
  series?: Series | null;
  error?: unknown;
  /** Number of charts that need it. */
  users: number;
  /** The call that fetches it. */
  call?: Call | undefined;
  /** Order of last use, for forgetting. */
  used: number;
}

interface Call {
  entries: Entry[];
  abort: AbortController;
}

const KEYS_A_CALL = 10;
const CALLS_AT_ONCE = 3;
/** Points that are kept though no chart shows them, about 24 bytes each. */
const KEPT_POINTS = 2_000_000;

type Fetch = (request: SeriesRequest, signal?: AbortSignal) => Promise<Series[]>;

/**
 * Series for the charts on a page. Charts say what they need; what is needed together is fetched together, ten metrics a call.
 * What no chart needs any more is not asked for, and calls in flight only for such are given up. Series that were shown are kept
 * for a while, so that scrolling back costs nothing.
 */
export class SeriesStore {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly versions = new Map<string, number>();
  private readonly calls = new Set<Call>();
  private readonly waiting = new Set<Entry>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private clock = 0;
  /** Whether any call ever failed: mostly none did, and nobody need look. */
  private hasFailed = false;
  private readonly fetch: Fetch;

  constructor(fetch: Fetch = fetchSeries) {
    this.fetch = fetch;
  }

  /** Needs these until the returned function is called. */
  use(wants: readonly Want[]): () => void {
    const used = wants.map((want) => this.entryOf(want));
    for (const entry of used) {
      entry.users++;
      entry.used = ++this.clock;
      if (entry.series === undefined && !entry.call && entry.error === undefined) this.enqueue(entry);
    }
    return () => {
      for (const entry of used) entry.users--;
      this.soon();
    };
  }

  /** What is there of a want: undefined if not yet, null if there are no points. */
  get(want: Want): Series | null | undefined {
    return this.entries.get(idOf(want))?.series;
  }

  /** Any series of the same run, metric, axis and range that is there, coarser or finer. */
  getAny(want: Want): Series | null | undefined {
    const exact = this.get(want);
    if (exact !== undefined) return exact;
    for (let points = 32_768; points >= 32; points /= 2) {
      const other = this.get({ ...want, maxPoints: points });
      if (other !== undefined) return other;
    }
    return undefined;
  }

  errorOf(want: Want): unknown {
    return this.hasFailed ? this.entries.get(idOf(want))?.error : undefined;
  }

  /** Asks again for what failed, or for what may have grown. What is there stays until the answer comes. */
  refresh(wants: readonly Want[]): void {
    for (const want of wants) {
      const entry = this.entries.get(idOf(want));
      if (!entry || entry.call || entry.users === 0) continue;
      delete entry.error;
      this.enqueue(entry);
    }
  }

  /** Calls when something of a metric came. */
  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Counts what came of a metric. */
  version(key: string): number {
    return this.versions.get(key) ?? 0;
  }

  private entryOf(want: Want): Entry {
    const id = idOf(want);
    let entry = this.entries.get(id);
    if (!entry) {
      entry = { want, users: 0, used: 0 };
      this.entries.set(id, entry);
    }
    return entry;
  }

  private enqueue(entry: Entry): void {
    this.waiting.add(entry);
    this.soon();
  }

  /** Waits until all charts of this frame have said what they need and what no longer. */
  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.giveUp();
      this.send();
    }, 0);
  }

  private send(): void {
    while (this.calls.size < CALLS_AT_ONCE) {
      for (const entry of this.waiting) if (entry.users === 0 || entry.call) this.waiting.delete(entry);
      const entries = nextCall(this.waiting);
      if (entries.length === 0) return;
      void this.run({ entries, abort: new AbortController() });
    }
  }

  private async run(call: Call): Promise<void> {
    this.calls.add(call);
    for (const entry of call.entries) {
      entry.call = call;
      this.waiting.delete(entry);
    }
    const changed = new Set<string>();
    try {
      const series = await this.fetch(requestOf(call.entries), call.abort.signal);
      const found = new Map(series.map((each) => [`${each.runId}\n${each.key}`, each]));
      for (const entry of call.entries) {
        const next = found.get(`${entry.want.runId}\n${entry.want.key}`) ?? null;
        if (next !== entry.series) changed.add(entry.want.key);
        entry.series = next;
      }
    } catch (error) {
      if (!call.abort.signal.aborted)
        for (const entry of call.entries) {
          entry.error = error;
          this.hasFailed = true;
          changed.add(entry.want.key);
        }
    }
    this.calls.delete(call);
    for (const entry of call.entries) delete entry.call;
    // A chart that began to need a series while its call was being given up still has to get it.
    if (call.abort.signal.aborted)
      for (const entry of call.entries) if (entry.users > 0 && entry.series === undefined) this.enqueue(entry);
    this.forget();
    this.tell(changed);
    this.send();
  }

  private tell(keys: ReadonlySet<string>): void {
    for (const key of keys) {
      this.versions.set(key, this.version(key) + 1);
      for (const listener of this.listeners.get(key) ?? []) listener();
    }
  }

  private giveUp(): void {
    for (const call of this.calls) if (call.entries.every((entry) => entry.users === 0)) call.abort.abort();
  }

  private forget(): void {
    const idle = [...this.entries].filter(([, entry]) => entry.users === 0 && !entry.call);
    let points = idle.reduce((sum, [, entry]) => sum + sizeOf(entry), 0);
    idle.sort(([, one], [, other]) => one.used - other.used);
    for (const [id, entry] of idle) {
      if (points <= KEPT_POINTS) return;
      points -= sizeOf(entry);
      this.entries.delete(id);
    }
  }
}

function sizeOf(entry: Entry): number {
  // An entry costs something also where it has no points.
  return (entry.series?.values.length ?? 0) + 10;
}

const ids = new WeakMap<Want, string>();

/** Charts ask again and again by the same wants. */
function idOf(want: Want): string {
  let id = ids.get(want);
  if (id === undefined) {
    id = `${partOf(want)}|${want.runId}|${want.key}`;
    ids.set(want, id);
  }
  return id;
}

function partOf({ axis, maxPoints, range }: Pick<Want, "axis" | "maxPoints" | "range">): string {
  return range ? `${axis}|${maxPoints}|${range[0]}|${range[1]}` : `${axis}|${maxPoints}`;
}

/** What can go with the first that waits: the same part of the same axis, at most ten metrics of at most a hundred runs. */
function nextCall(waiting: ReadonlySet<Entry>): Entry[] {
  const [first] = waiting;
  if (!first) return [];
  const part = partOf(first.want);
  const byKey = new Map<string, Map<string, Entry>>();
  for (const entry of waiting) {
    if (partOf(entry.want) !== part) continue;
    const runs = byKey.get(entry.want.key) ?? new Map<string, Entry>();
    byKey.set(entry.want.key, runs.set(entry.want.runId, entry));
  }
  const runIds = [...(byKey.get(first.want.key)?.keys() ?? [])].slice(0, MAX_RUNS_A_CALL);
  const most = Math.max(
    1,
    Math.min(KEYS_A_CALL, Math.floor(MAX_POINTS_A_CALL / (runIds.length * first.want.maxPoints))),
  );
  const chosen: Entry[] = [];
  let keys = 0;
  for (const runs of byKey.values()) {
    // A call asks for every pair of its runs and metrics: metrics of which some are here already go by themselves.
    if (keys === most || !runIds.every((runId) => runs.has(runId))) continue;
    chosen.push(...runIds.map((runId) => runs.get(runId) as Entry));
    keys++;
  }
  return chosen;
}

function requestOf(entries: readonly Entry[]): SeriesRequest {
  const [{ want }] = entries as [Entry];
  return {
    runIds: [...new Set(entries.map((entry) => entry.want.runId))],
    keys: [...new Set(entries.map((entry) => entry.want.key))],
    axis: want.axis,
    maxPoints: want.maxPoints,
    start: want.range?.[0],
    end: want.range?.[1],
    have: entries.map((entry) => entry.series).filter((series) => series != null),
  };
}
