import type { components } from "./schema";

/** A message of the API, as its description has it: `npm run gen` makes the types of it. */
export type Wire<Name extends keyof components["schemas"]> = components["schemas"][Name];

type Lists<T> = { [Name in keyof T]: T[Name] extends (infer Item)[] | undefined ? readonly Item[] : T[Name] };

/** What is asked for: lists are only read. */
export type Query<Name extends keyof components["schemas"]> = Lists<Wire<Name>>;
