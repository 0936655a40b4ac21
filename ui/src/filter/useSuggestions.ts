import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fieldName } from "../api/fields";
import { fetchKeys, fetchValues, type KeyKind } from "../api/runsColumns";
import { count } from "../kit/format";
import type { Place } from "./complete";
import { comparators, meanings, offered, statuses, typeOf } from "./grammar";
import { quoted } from "./write";

export interface Suggestion {
  /** What is put into the filter. */
  text: string;
  detail: string;
  /** Whether more must follow at once, as behind an entity. */
  continues?: boolean;
}

const entityNames: readonly Suggestion[] = [
  { text: "metrics.", detail: "the latest value", continues: true },
  { text: "params.", detail: "a param", continues: true },
  { text: "tags.", detail: "a tag", continues: true },
];

const MOST = 12;
const kinds: readonly KeyKind[] = ["metric", "param", "tag"];

/** What may be written at a place of the filter: names and values from the server's index. */
export function useSuggestions(experimentIds: readonly string[], place: Place | undefined): readonly Suggestion[] {
  const wanted = place?.wanted ?? ({ kind: "nothing" } as const);
  const typed = place?.typed ?? "";
  const keys = useQuery({
    queryKey: ["runs/columns", experimentIds, wanted.kind === "field" ? wanted.of : "", typed, MOST],
    queryFn: ({ signal }) =>
      fetchKeys(
        {
          experiment_ids: experimentIds,
          kinds: wanted.kind === "field" && wanted.of ? [wanted.of] : kinds,
          max_results: MOST,
          ...(typed !== "" && { contains: typed }),
        },
        { signal },
      ),
    enabled: wanted.kind === "field",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  const valueKey = wanted.kind === "value" ? valueKeyOf(wanted.field) : undefined;
  const values = useQuery({
    queryKey: ["runs/values", experimentIds, valueKey, typed],
    queryFn: ({ signal }) =>
      fetchValues(
        {
          experiment_ids: experimentIds,
          key: valueKey ?? "",
          max_results: MOST,
          ...(typed !== "" && { prefix: typed }),
        },
        { signal },
      ),
    enabled: valueKey !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });

  return useMemo(() => {
    switch (wanted.kind) {
      case "field": {
        const found = (keys.data?.columns ?? []).map(({ kind, key, runs }) => ({
          text: fieldName(kind, key),
          detail: runs === undefined ? kind : `${kind}, ${count(runs)} runs`,
        }));
        if (wanted.of) return found;
        const own = offered.filter(({ name }) => name.includes(typed.toLowerCase()));
        const attributes = own.map(({ name, detail }) => ({ text: name, detail }));
        // Without a word typed, keys are what people look for; with one, what begins with it.
        if (typed === "") return [...found, ...attributes].slice(0, MOST);
        const entities = entityNames.filter(({ text }) => text.startsWith(typed.toLowerCase()));
        return [...entities, ...attributes, ...found].slice(0, MOST);
      }
      case "comparator":
        return comparators[typeOf(wanted.field.entity, wanted.field.key) ?? "text"]
          .filter((each) => each.startsWith(typed.toUpperCase()))
          .map((text) => ({ text, detail: meanings[text] ?? "" }));
      case "value":
        if (wanted.field.key === "status" && wanted.field.entity === "attribute")
          return statuses
            .filter((each) => each.startsWith(typed.toUpperCase()))
            .map((each) => ({ text: quoted(each), detail: "" }));
        return (valueKey === undefined ? [] : (values.data?.values ?? [])).map(({ value, runs }) => ({
          text: quoted(value),
          detail: runs === undefined ? "" : `${count(runs)} runs`,
        }));
      case "null":
        return [
          { text: "NULL", detail: meanings["IS NULL"] ?? "" },
          { text: "NOT NULL", detail: meanings["IS NOT NULL"] ?? "" },
        ].filter(({ text }) => text.startsWith(typed.toUpperCase()) && !(wanted.isNegated && text !== "NULL"));
      case "joiner":
        return [
          { text: "AND", detail: "both must hold" },
          { text: "OR", detail: "one must hold" },
        ].filter(({ text }) => text.startsWith(typed.toUpperCase()));
      default:
        return [];
    }
  }, [wanted, typed, keys.data, values.data, valueKey]);
}

/** The name by which values are asked for; undefined for numbers, whose values nobody picks from a list. */
function valueKeyOf({ entity, key }: { entity: string; key: string }): string | undefined {
  if (entity === "param") return fieldName("param", key);
  if (entity === "tag") return fieldName("tag", key);
  if (entity === "attribute" && (key === "user_id" || key === "run_name")) return key;
  return undefined;
}
