import { Logger } from "../support/data";
import { leat, type Server, startServer } from "../support/server";

/** A server with the runs that budgets are measured on. */
export interface Place {
  /** Where its page lies, with a slash at the end. */
  url: string;
  /** Ids of the experiments by what they hold. */
  experiments: Readonly<Record<Content, string>>;
  stop: () => Promise<void>;
}

export type Content = "charts" | "table" | "long" | "wide" | "narrow";

/** How many runs the large table has, unless LEAT_PAGE names a server that has it. */
const RUNS = Number(process.env.LEAT_BUDGET_RUNS ?? 100_000);

/** What `leat demo-data` makes: 10 params a run, and as many metrics as are asked for. */
export function demoData(runs = RUNS): Partial<Record<Content, readonly string[]>> {
  const points = (count: number, of: number) => ["--points", `${count}`, "--series", `${of}`];
  return {
    charts: ["--runs", "100", ...points(2_000_000, 10), "--experiment", "budget"],
    table: ["--runs", `${runs}`, ...points(runs * 10, 10), "--experiment", "budget-table"],
    long: ["--runs", "1", ...points(1_000_000, 1), "--experiment", "budget-long"],
  };
}

const names: Readonly<Record<Content, string>> = {
  charts: "budget",
  table: "budget-table",
  long: "budget-long",
  wide: "budget-wide",
  narrow: "budget-narrow",
};

/** Runs of the wide and of the narrow experiment: as many as are in view, and some more. */
const FEW = 60;

/** One call takes no more, as MLflow's server. */
const MOST_PARAMS = 100;

/**
 * The server that LEAT_PAGE names, or one of its own. What is missing there is made: the small experiments by the calls that clients
 * make, the large ones by `leat demo-data` in the store that LEAT_STORE names, or that of the own server.
 */
export async function openPlace(wanted: readonly Content[], runs?: number): Promise<Place> {
  const given = process.env.LEAT_PAGE;
  const server: Pick<Server, "url" | "stop"> & Partial<Server> = given
    ? { url: given.replace(/\/*$/, "/"), stop: async () => {} }
    : await startServer();
  const logger = new Logger(server as Server);
  const store = process.env.LEAT_STORE ?? (given ? undefined : "sqlite:///leat.db");
  const experiments: Partial<Record<Content, string>> = {};
  for (const content of wanted) {
    const name = names[content];
    let id = await find(logger, name);
    if (id === undefined) {
      const made = demoData(runs)[content];
      if (!made) await logFew(logger, name, content === "wide");
      else if (store) await leat(server.folder ?? process.cwd(), "demo-data", ...made, "--backend-store-uri", store);
      else throw new Error(`LEAT_STORE=<uri>, or once: leat demo-data ${made.join(" ")} --backend-store-uri <uri>`);
      id = await find(logger, name);
    }
    experiments[content] = id ?? "";
  }
  return { url: server.url, experiments: experiments as Record<Content, string>, stop: server.stop };
}

async function find(logger: Logger, name: string): Promise<string | undefined> {
  const { experiments = [] } = await logger.call<{ experiments?: { experiment_id: string }[] }>("experiments/search", {
    filter: `name = '${name}'`,
    max_results: 1,
  });
  return experiments[0]?.experiment_id;
}

/** As many metrics, params and tags as some people log, or ten of each. */
async function logFew(logger: Logger, name: string, isWide: boolean): Promise<void> {
  const [metrics, params, tags] = isWide ? [1500, 150, 50] : [10, 10, 10];
  const keys = (count: number, word: string, value: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => [`${word}_${String(i).padStart(4, "0")}`, value(i)] as const);
  const texts = (pairs: readonly (readonly [string, number])[]) =>
    Object.fromEntries(pairs.map(([key, value]) => [key, String(value)]));
  // It has its name once it is whole: what was broken off is not taken for it.
  const experiment = await logger.experiment(`${name}-${Date.now()}`);
  for (let run = 0; run < FEW; run++) {
    const all = keys(params, "param", (i) => (run * (i + 1)) % 17);
    const runId = await logger.run(experiment, {
      name: `run ${run}`,
      start: 1_700_000_000_000 + run * 60_000,
      metrics: Object.fromEntries(keys(metrics, "metric", (i) => Math.sin(run * 7 + i) + i)),
      params: texts(all.slice(0, MOST_PARAMS)),
      tags: texts(keys(tags, "tag", (i) => (run + i) % 5)),
    });
    const rest = all.slice(MOST_PARAMS).map(([key, value]) => ({ key, value: String(value) }));
    if (rest.length > 0) await logger.call("runs/log-batch", { run_id: runId, params: rest });
  }
  await logger.call("experiments/update", { experiment_id: experiment, new_name: name });
}
