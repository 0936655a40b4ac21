/** Which runs are chosen: some by name, or all that match except some. */
export interface Selection {
  all: boolean;
  /** Those chosen, or those left out of all. */
  ids: ReadonlySet<string>;
}

export const nothing: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true, ids: new Set() };

export function has(selection: Selection, runId: string): boolean {
  return selection.ids.has(runId) !== selection.all;
}

export function choose(selection: Selection, runIds: Iterable<string>, chosen: boolean): Selection {
  const ids = new Set(selection.ids);
  for (const id of runIds)
    if (chosen === selection.all) ids.delete(id);
    else ids.add(id);
  return { all: selection.all, ids };
}

/** How many of so many matching runs are chosen; undefined if it is not known how many match. */
export function sizeOf(selection: Selection, total: number | undefined): number | undefined {
  if (!selection.all) return selection.ids.size;
  return total === undefined ? undefined : Math.max(0, total - selection.ids.size);
}

/** How the box in the header stands. */
export function stateOf(selection: Selection, total: number | undefined): boolean | "some" {
  if (sizeOf(selection, total) === 0) return false;
  return selection.all && selection.ids.size === 0 ? true : "some";
}
