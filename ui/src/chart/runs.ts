import type { RunLook } from "../kit/palette";

/** A run whose lines are drawn. */
export interface DrawnRun {
  runId: string;
  name: string;
  look: RunLook;
  /** Unix ms; where relative time begins. */
  startTime?: number | undefined;
  /** Whether more points are to be expected. */
  running?: boolean;
}
