import { CallError } from "../api/errors";

export interface RemoteFault {
  message: string;
  position: number;
  length: number;
}

/** What the server says of a filter, if it says where: in fields, or in its words, which count from 1. */
export function remoteFault(error: unknown): RemoteFault | undefined {
  if (!(error instanceof CallError)) return undefined;
  const { message, length = 1 } = error;
  const told = /At position (\d+):/.exec(message)?.[1];
  const position = error.position ?? (told === undefined ? undefined : Number(told) - 1);
  return position === undefined ? undefined : { message, position, length };
}
