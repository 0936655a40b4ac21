import type { ExperimentsQuery } from "../api/experiments";
import { readTags } from "./tags";

/** What the address of the list of experiments asks for: `text` as it was typed. */
export function readQuery({ q, tags, view }: Record<"q" | "tags" | "view", string | undefined>): ExperimentsQuery {
  return { text: q ?? "", tags: readTags(tags ?? ""), view: view === "deleted" ? "DELETED_ONLY" : "ACTIVE_ONLY" };
}
