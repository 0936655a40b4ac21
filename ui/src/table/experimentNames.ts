import { createContext } from "react";

/** Names of experiments by their ids, where the table shows runs of several. */
export const ExperimentNames = createContext<ReadonlyMap<string, string>>(new Map());
