import { type Search, writeSearch } from "./search";

/** The addresses of MLflow's page, which its clients print and people have saved: what stands behind `#` leads to a page of ours. */

interface Place {
  path: string;
  search?: Search;
}

type Parts = Record<string, string>;
type Rule = [pattern: RegExp, place: (parts: Parts, query: URLSearchParams) => Place];

/** MLflow keeps lists and names in its addresses as JSON. What is not JSON counts as one plain value. */
function listOf(text: string | null): string[] {
  if (text === null || text === "") return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value.map(String);
    return [String(value)];
  } catch {
    return [text];
  }
}

const part = (text: string | undefined) => encodeURIComponent(decode(text ?? ""));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `metrics.\`loss\`` as MLflow writes an order, in the words of our search language, where backticks serve the same. */
function sortOf(query: URLSearchParams): string | undefined {
  const key = query.get("orderByKey");
  if (!key) return undefined;
  return `${key} ${query.get("orderByAsc") === "true" ? "ASC" : "DESC"}`;
}

const spans: Record<string, number> = {
  LAST_HOUR: 3_600_000,
  LAST_24_HOURS: 86_400_000,
  LAST_7_DAYS: 7 * 86_400_000,
  LAST_30_DAYS: 30 * 86_400_000,
  LAST_YEAR: 365 * 86_400_000,
};

function filterOf(query: URLSearchParams, nowMs: number): string | undefined {
  const filter = query.get("searchFilter") ?? query.get("search") ?? "";
  const span = spans[query.get("startTime") ?? ""];
  const since = span === undefined ? "" : `attributes.start_time >= ${nowMs - span}`;
  const joined = [filter && since ? `(${filter})` : filter, since].filter(Boolean).join(" AND ");
  return joined || undefined;
}

function runsSearch(query: URLSearchParams): Search {
  const search: Record<string, string | undefined> = {
    q: filterOf(query, Date.now()),
    sort: sortOf(query),
    view: query.get("lifecycleFilter") === "Deleted" ? "deleted" : undefined,
  };
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function experimentRuns(parts: Parts, query: URLSearchParams): Place {
  const tab = query.get("compareRunsMode") === "CHART" ? "charts" : "runs";
  return { path: `/experiments/${part(parts.id)}/${tab}`, search: runsSearch(query) };
}

const compareRuns = (_: Parts, query: URLSearchParams): Place => ({
  path: "/compare",
  search: { runs: listOf(query.get("runs")).join(",") },
});

const runTabs: Record<string, string> = {
  overview: "",
  "model-metrics": "/charts",
  "system-metrics": "/system",
  artifacts: "/artifacts",
};

const rules: Rule[] = [
  [/^\/?$/, () => ({ path: "/experiments" })],
  [/^\/experiments\/?$/, () => ({ path: "/experiments" })],
  [
    /^\/compare-experiments(?:\/s)?\/?$/,
    (_, query) => ({
      path: "/runs",
      search: { experiments: listOf(query.get("experiments")).join(","), ...runsSearch(query) },
    }),
  ],
  [/^\/compare-runs\/?$/, compareRuns],
  [/^\/metric(?:\/.*)?$/, compareRuns],
  [
    /^\/experiments\/(?<id>[^/]+)\/runs\/(?<run>[^/]+)\/(?:artifacts|artifactPath)\/(?<file>.+?)\/?$/,
    (parts) => ({
      path: `/runs/${part(parts.run)}/artifacts/${(parts.file ?? "").split("/").map(part).join("/")}`,
    }),
  ],
  [
    /^\/experiments\/(?<id>[^/]+)\/runs\/(?<run>[^/]+)(?:\/(?<tab>[^/]+))?\/?$/,
    (parts) => ({
      path: `/runs/${part(parts.run)}${runTabs[parts.tab ?? ""] ?? ""}`,
    }),
  ],
  [/^\/runs\/(?<run>[^/]+)\/?$/, (parts) => ({ path: `/runs/${part(parts.run)}` })],
  [/^\/experiments\/(?<id>[^/]+)(?:\/(?:s|runs|evaluation-runs))?\/?$/, experimentRuns],
  [
    /^\/experiments\/(?<id>[^/]+)\/models\/(?<model>[^/]+)(?:\/(?<tab>[^/]+))?\/?$/,
    (parts) => ({
      path: `/logged-models/${part(parts.model)}`,
    }),
  ],
  [
    /^\/experiments\/(?<id>[^/]+)\/(?:models|traces|datasets|chat-sessions|prompts)(?:\/.*)?$/,
    (parts) => ({
      path: `/experiments/${part(parts.id)}/runs`,
    }),
  ],
  [
    /^\/compare-model-versions(?:\/.*)?$/,
    (_, query) => ({
      path: `/models/${part(listOf(query.get("name"))[0])}`,
    }),
  ],
  [
    /^\/models\/(?<name>[^/]+)\/versions\/(?<version>[^/]+)\/?$/,
    (parts) => ({
      path: `/models/${part(parts.name)}/versions/${part(parts.version)}`,
    }),
  ],
  [/^\/models\/(?<name>[^/]+)(?:\/.*)?$/, (parts) => ({ path: `/models/${part(parts.name)}` })],
  [/^\/(?:models|createModel)\/?$/, () => ({ path: "/models" })],
  [/^\/prompts\/(?<name>[^/]+)\/?$/, (parts) => ({ path: `/prompts/${part(parts.name)}` })],
  [/^\/prompts\/?$/, () => ({ path: "/prompts" })],
];

/**
 * Where an address behind `#` leads: a path and search below the prefix. Undefined if MLflow's page has no such address.
 * @param before What stands before `#`, which may name the workspace, too.
 */
export function placeOfHash(hash: string, before = ""): string | undefined {
  const address = hash.replace(/^#/, "");
  const [path = "", query = ""] = address.split(/\?(.*)/s);
  for (const [pattern, placeOf] of rules) {
    const match = pattern.exec(path);
    if (!match) continue;
    const asked = new URLSearchParams(query);
    const place = placeOf(match.groups ?? {}, asked);
    const workspace = asked.get("workspace") ?? new URLSearchParams(before).get("workspace") ?? undefined;
    return place.path + writeSearch({ ...place.search, workspace });
  }
  return undefined;
}
