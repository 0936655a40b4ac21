/**
 * The workspace that the page is for: `?workspace=` in its address, as in the links that MLflow's clients print. A page keeps the one it
 * began with. Another workspace is another page, so that nothing of one is ever shown in the other.
 */

export const HEADER = "X-MLFLOW-WORKSPACE";
const PARAMETER = "workspace";

let chosen: string | undefined;

/** Its name; undefined for the default one. */
export function workspace(): string | undefined {
  // Without a page, as in tests of parts alone, there is no address.
  chosen ??= nameIn(globalThis.location?.search ?? "");
  return chosen === "" ? undefined : chosen;
}

/** Reads it from an address that the page is about to have. */
export function beginIn(search: string): void {
  chosen = nameIn(search);
}

/** Whether an address is that of a page for another workspace. */
export function isElsewhere(search: string): boolean {
  return nameIn(search) !== (workspace() ?? "");
}

/** What keeps an address in the workspace, as fields of its search. */
export function inWorkspace(): { workspace?: string } {
  const name = workspace();
  return name === undefined ? {} : { [PARAMETER]: name };
}

/** What keeps a call in it that does not carry it in its address. */
export function workspaceHeaders(): Record<string, string> {
  const name = workspace();
  return name === undefined ? {} : { [HEADER]: name };
}

function nameIn(search: string): string {
  const name = new URLSearchParams(search).get(PARAMETER) ?? "";
  return name === "default" ? "" : name;
}
