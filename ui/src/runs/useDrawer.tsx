import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { Skeleton } from "../kit/States";
import { isTyping } from "../kit/undo";
import { cellOf } from "../table/rows";
import type { TreeRows } from "../table/tree";
import type { RunsState } from "./state";
import type { ChangeState } from "./useRunsState";

const Peek = lazy(() => import("../run/Peek").then((module) => ({ default: module.Peek })));

/** What closes before the drawer does, as it lies above it. */
const ABOVE = "[role=dialog], [role=alertdialog], [role=menu]";

/** The run beside the table: which it is stands in the address, so that Back closes it and a link shows it. */
export function useDrawer(state: RunsState, change: ChangeState, rows: TreeRows) {
  const { drawer } = state;
  const close = () => {
    const active = document.activeElement;
    const isWithin = active === document.body || active?.closest("[data-drawer]") != null;
    change({ drawer: undefined });
    if (isWithin) document.querySelector<HTMLElement>("[role=grid] [tabindex='0']")?.focus();
  };
  useEscape(drawer !== undefined, close);
  const peek = (runId: string) => (runId === drawer ? close() : change({ drawer: runId }));
  const follow = (runId: string) => change({ drawer: runId }, "replace");
  if (drawer === undefined) return { drawer: undefined, peek, follow };

  const at = rows.indexOf(drawer);
  const ref = at === undefined ? undefined : rows.at(at)?.ref;
  const to = (place: number) => {
    const runId = at === undefined ? undefined : rows.at(place)?.ref.runId;
    return runId === undefined ? undefined : () => follow(runId);
  };
  const name = ref && cellOf(ref, "run_name");
  const element: ReactNode = (
    <Suspense fallback={<Skeleton lines={8} label="Loading the run" />}>
      <Peek
        runId={drawer}
        name={typeof name === "string" ? name : undefined}
        onPrevious={to((at ?? 0) - 1)}
        onNext={to((at ?? 0) + 1)}
        onClose={close}
      />
    </Suspense>
  );
  return { drawer: element, peek, follow };
}

/** Calls when Escape is pressed, unless something lies above, or an input has the key. */
function useEscape(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || isTyping(event.target) || document.querySelector(ABOVE)) return;
      event.preventDefault();
      close();
    };
    // On the way down: what closes by the same key is still there then.
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  });
}
