import { LEAT, MLFLOW } from "../api/address";
import { experimentsQuery } from "../api/experiments";
import type { CountAnswer, KeysAnswer } from "../api/runsColumns";
import { readQuery } from "../experiments/query";
import { placeOfHash } from "../hashRoutes";
import { childRunsQuery, countQuery, filterOf, firstRunsQuery, pageQuery, rowsQuery } from "../runs/query";
import { type RunsState, readState } from "../runs/state";
import { CHART_METRICS, keysQuery, keysWanted, shownColumns, suggested } from "../runs/wanted";
import { readSearch, type Search } from "../search";

/** A call: with a body, or by GET with what is asked for in its address. */
export type Call = { path: string } & ({ body: object } | { query: Record<string, string> });

/** What a page asks for first. */
export interface Plan {
  calls: readonly Call[];
  /** A call that depends on the answers to some of the others, which are the first of them. */
  next?: { path: string; after: number; of: (answers: readonly unknown[]) => Call };
}

/** An address below the prefix, as the page will have it: some lead to others. */
export interface Place {
  path: string;
  search: string;
}

/** Where an address leads: those of MLflow's page to ours, and those of a whole to its first part. */
export function placeOf({ path, search, hash }: Place & { hash: string }): Place {
  if (hash.startsWith("#/")) {
    const [to = "", rest = ""] = (placeOfHash(hash, search) ?? "/").split(/(?=\?)/);
    return placeOf({ path: to.slice(1), search: rest, hash: "" });
  }
  if (path === "") return { path: "experiments", search };
  return { path: /^experiments\/[^/]+\/?$/.test(path) ? `${path.replace(/\/$/, "")}/runs` : path, search };
}

/** What the page at a place asks for first; nothing where that is not known beforehand. */
export function planOf({ path, search }: Place): Plan {
  const query = readSearch(search);
  const [place, id, tab, ...rest] = path.split("/").map(decode);
  if (place === "experiments" && id === undefined) return experimentsPlan(query);
  if (place === "experiments" && id !== undefined && rest.length === 0) {
    if (tab === "runs") return runsPlan([id], readState(query).state, [experimentCall(id)]);
    if (tab === "charts") return chartsPlan(id, readState(query).state);
  }
  if (place === "runs" && id === undefined) {
    const { state } = readState(query);
    if (state.experiments.length > 0) return runsPlan(state.experiments, state);
  }
  if (place === "runs" && id !== undefined) return { calls: [{ path: `${MLFLOW}runs/get`, query: { run_id: id } }] };
  return { calls: [] };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const leat = (name: string, body: object): Call => ({ path: LEAT + name, body });

function experimentsPlan(query: Search): Plan {
  const { text, tags, view } = readQuery({ q: query.q, tags: query.tags, view: query.view });
  return { calls: [leat("experiments/table", experimentsQuery({ text: text.trim(), tags, view }))] };
}

const experimentCall = (id: string): Call => ({ path: `${MLFLOW}experiments/get`, query: { experiment_id: id } });

/** The rows depend on which columns there are, and on whether child runs stand below others. */
function runsPlan(ids: readonly string[], state: RunsState, others: readonly Call[] = []): Plan {
  const keys = state.cols
    ? []
    : (["metric", "param"] as const).map((kind) => leat("runs/columns", keysQuery(ids, kind, keysWanted[kind])));
  const children = leat("runs/count", childRunsQuery(ids, state.view));
  const path = `${LEAT}runs/table`;
  return {
    calls: [children, ...keys, ...others, leat("runs/count", countQuery(ids, "", state.view))],
    next: {
      path,
      after: 1 + keys.length,
      of: ([hasChildren, metrics, params]) => {
        const { pinned, shown } = shownColumns(state, () =>
          suggested((metrics as Partial<KeysAnswer>).columns, (params as Partial<KeysAnswer>).columns, ids.length > 1),
        );
        const filter = filterOf(state.q, (hasChildren as CountAnswer).count > 0);
        return { path, body: pageQuery(rowsQuery(ids, state, [...pinned, ...shown], filter), 0) };
      },
    },
  };
}

function chartsPlan(id: string, state: RunsState): Plan {
  return {
    calls: [
      leat("runs/columns", keysQuery([id], "metric", CHART_METRICS)),
      leat("runs/table", firstRunsQuery([id], state)),
      experimentCall(id),
      leat("runs/count", countQuery([id], "", "ACTIVE_ONLY")),
    ],
  };
}
