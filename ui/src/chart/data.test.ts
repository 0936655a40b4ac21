import { describe, expect, test } from "vitest";
import type { Series, SeriesRequest } from "../api/series";
import { SeriesStore, type Want } from "./data";

function seriesOf(runId: string, key: string, points = 3): Series {
  const column = Float64Array.from({ length: points }, (_, step) => step);
  return { runId, key, total: points, thinned: false, axis: "step", x: column, values: column };
}

/** A server whose answers come when the test says so. */
class Server {
  readonly requests: SeriesRequest[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly answers: (() => void)[] = [];
  private readonly points: number;

  constructor(points = 3) {
    this.points = points;
  }

  fetch = (request: SeriesRequest, signal?: AbortSignal): Promise<Series[]> => {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      if (signal) {
        this.signals.push(signal);
        signal.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
      }
      const series = request.runIds.flatMap((run) => request.keys.map((key) => seriesOf(run, key, this.points)));
      this.answers.push(() => resolve(series.filter((each) => each.key !== "none")));
    });
  };

  async answer(): Promise<void> {
    this.answers.shift()?.();
    await turn();
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

function wants(keys: readonly string[], runs: readonly string[], more: Partial<Want> = {}): Want[] {
  return keys.flatMap((key) => runs.map((runId) => ({ key, runId, axis: "step" as const, maxPoints: 512, ...more })));
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe("the store of series", () => {
  test("fetches what charts need together, ten metrics a call", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    for (const key of names("key", 12)) store.use(wants([key], ["a", "b"]));
    await turn();
    expect(server.requests.map((request) => request.keys.length)).toEqual([10, 2]);
    expect(server.requests[0]).toMatchObject({ runIds: ["a", "b"], axis: "step", maxPoints: 512 });
  });

  test("asks for no more than a hundred runs and a million points at once", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    store.use(wants(names("key", 10), names("run", 120), { maxPoints: 2048 }));
    for (let call = 0; call < 20; call++) {
      await turn();
      await server.answer();
    }
    for (const { runIds, keys, maxPoints } of server.requests) {
      expect(runIds.length).toBeLessThanOrEqual(100);
      expect(runIds.length * keys.length * maxPoints).toBeLessThanOrEqual(1_000_000);
    }
    const asked = server.requests.flatMap(({ runIds, keys }) =>
      runIds.flatMap((run) => keys.map((key) => `${run} ${key}`)),
    );
    expect(asked).toHaveLength(1200);
    expect(new Set(asked).size).toBe(1200);
  });

  test("asks only for the runs that are new", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    store.use(wants(["loss"], ["a", "b"]));
    await turn();
    await server.answer();
    store.use(wants(["loss"], ["b", "c"]));
    await turn();
    expect(server.requests[1]).toMatchObject({ runIds: ["c"], keys: ["loss"] });
  });

  test("tells the charts of a metric when it came, and knows what has no points", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    let told = 0;
    store.subscribe("loss", () => told++);
    const [loss, none] = [wants(["loss"], ["a"]), wants(["none"], ["a"])];
    store.use([...loss, ...none]);
    expect(store.get(loss[0] as Want)).toBeUndefined();
    await turn();
    await server.answer();
    expect(told).toBe(1);
    expect(store.get(loss[0] as Want)?.total).toBe(3);
    expect(store.get(none[0] as Want)).toBeNull();
  });

  test("does not ask for what is no longer needed, and gives up calls for it", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    store.use(wants(["never"], ["a"]))();
    const leave = store.use(wants(["loss"], ["a"]));
    await turn();
    expect(server.requests.map((request) => request.keys)).toEqual([["loss"]]);
    leave();
    await turn();
    expect(server.signals[0]?.aborted).toBe(true);
  });

  test("goes on with what one chart leaves and another takes up in the same frame", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    const leave = store.use(wants(["loss"], ["a"]));
    await turn();
    leave();
    store.use(wants(["loss"], ["a"]));
    await turn();
    expect(server.requests).toHaveLength(1);
    expect(server.signals[0]?.aborted).toBe(false);
  });

  test("asks anew for what is needed again while its call is being given up", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    const loss = wants(["loss"], ["a"]);
    const leave = store.use(loss);
    await turn();
    leave();
    await new Promise((resolve) => setTimeout(resolve, 0));
    store.use(loss);
    await turn();
    await turn();
    expect(server.requests).toHaveLength(2);
    await server.answer();
    await server.answer();
    expect(store.get(loss[0] as Want)?.total).toBe(3);
  });

  test("keeps failures until asked again, and what is there while asking", async () => {
    let fails = true;
    const store = new SeriesStore(async (request) => {
      if (fails) throw new Error("no");
      return [seriesOf(request.runIds[0] as string, "loss")];
    });
    const loss = wants(["loss"], ["a"]);
    store.use(loss);
    await turn();
    expect(store.errorOf(loss[0] as Want)).toBeInstanceOf(Error);
    fails = false;
    store.refresh(loss);
    await turn();
    expect(store.errorOf(loss[0] as Want)).toBeUndefined();
    const before = store.get(loss[0] as Want);
    store.refresh(loss);
    expect(store.get(loss[0] as Want)).toBe(before);
    await turn();
    expect(store.get(loss[0] as Want)).not.toBe(before);
  });

  test("says which series it has, and tells nobody when they are the same", async () => {
    const requests: SeriesRequest[] = [];
    const store = new SeriesStore(async (request) => {
      requests.push(request);
      return request.have?.length ? [...request.have] : [seriesOf("a", "loss")];
    });
    let told = 0;
    store.subscribe("loss", () => told++);
    const loss = wants(["loss"], ["a"]);
    store.use(loss);
    await turn();
    store.refresh(loss);
    await turn();
    expect(requests[1]?.have).toEqual([store.get(loss[0] as Want)]);
    expect(told).toBe(1);
  });

  test("finds a coarser series while the finer one is on its way", async () => {
    const server = new Server();
    const store = new SeriesStore(server.fetch);
    store.use(wants(["loss"], ["a"]));
    await turn();
    await server.answer();
    expect(store.getAny(wants(["loss"], ["a"], { maxPoints: 4096 })[0] as Want)?.total).toBe(3);
    expect(store.getAny(wants(["loss"], ["a"], { axis: "time" })[0] as Want)).toBeUndefined();
  });

  test("forgets what was not shown for the longest, once it is much", async () => {
    const server = new Server(1_200_000);
    const store = new SeriesStore(server.fetch);
    const [first, second, third] = ["a", "b", "c"].map((run) => wants(["loss"], [run])) as [Want[], Want[], Want[]];
    for (const each of [first, second, third]) {
      const leave = store.use(each);
      await turn();
      await server.answer();
      leave();
    }
    store.use(wants(["other"], ["a"]));
    await turn();
    await server.answer();
    expect(store.get(first[0] as Want)).toBeUndefined();
    expect(store.get(second[0] as Want)).toBeUndefined();
    expect(store.get(third[0] as Want)).toBeDefined();
  });
});
