import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useAddressFaults } from "../kit/useAddressFaults";

export type CompareView = "table" | "charts" | "files";

/** What is compared and how, as the address has it. */
export interface CompareState {
  runIds: readonly string[];
  /** The run that the others are measured against. */
  base: string | undefined;
  view: CompareView;
  /** Whether rows in which all runs are equal are shown. */
  equal: boolean;
  /** Metrics whose direction was turned against the guess. */
  turned: ReadonlySet<string>;
  /** The file that is compared. */
  file: string | undefined;
  /** The run at the right of a file's comparison. */
  other: string | undefined;
}

/** Many runs are compared, but not without end. */
export const mostRuns = 200;

export function readCompareState(search: Record<string, unknown>): CompareState {
  const text = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  const runIds = [...new Set(text("runs").split(",").filter(isRunId))];
  const view = text("show");
  const base = text("base");
  return {
    runIds,
    base: runIds.includes(base) ? base : undefined,
    view: view === "charts" || view === "files" ? view : "table",
    equal: text("equal") === "1",
    turned: new Set(text("turned").split(",").filter(Boolean).map(decode)),
    file: text("file") || undefined,
    other: runIds.includes(text("other")) ? text("other") : undefined,
  };
}

/** What the address says wrongly. */
export function compareFaults(search: Record<string, unknown>): string[] {
  const state = readCompareState(search);
  const wrong = String(search.runs ?? "")
    .split(",")
    .filter((id) => id !== "" && !isRunId(id));
  const isKnown = {
    base: state.base === search.base,
    other: state.other === search.other,
    show: search.show === undefined || search.show === state.view,
  };
  const names = Object.keys(isKnown) as (keyof typeof isKnown)[];
  return [
    ...wrong.map((id) => `runs=${id}`),
    ...names.filter((name) => !isKnown[name]).map((name) => `${name}=${search[name]}`),
  ];
}

/** An id goes into a filter and an address: nothing else may. */
function isRunId(text: string): boolean {
  return /^[0-9a-zA-Z_-]{1,64}$/.test(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The fields of the address for a change; what is as usual is left out. */
export function writeCompareState(change: Partial<CompareState>): Record<string, string | undefined> {
  return {
    ...("runIds" in change && { runs: change.runIds?.join(",") }),
    ...("base" in change && { base: change.base }),
    ...("view" in change && { show: change.view === "table" ? undefined : change.view }),
    ...("equal" in change && { equal: change.equal ? "1" : undefined }),
    ...("turned" in change && { turned: [...(change.turned ?? [])].map(encodeURIComponent).join(",") || undefined }),
    ...("file" in change && { file: change.file }),
    ...("other" in change && { other: change.other }),
  };
}

/** The state in the address, and how to change it. A change of the view is a step that Back undoes; the others replace it. */
export function useCompareState(): [CompareState, (change: Partial<CompareState>) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const state = useMemo(() => readCompareState(search), [search]);
  useAddressFaults(useMemo(() => compareFaults(search), [search]));
  const change = useCallback(
    (next: Partial<CompareState>) => {
      void navigate({
        to: "/compare",
        search: (before: Record<string, unknown>) => ({ ...before, ...writeCompareState(next) }),
        replace: !("view" in next || "runIds" in next || "file" in next),
      });
    },
    [navigate],
  );
  return [state, change];
}
