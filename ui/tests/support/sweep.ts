import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launch, type OpenOptions, open, type WatchedPage } from "./browser";
import { type LoggedRun, Logger } from "./data";
import { type Server, startServer } from "./server";

/** An experiment that the tests of a file look at, with a server and a browser of their own. */
export interface Sweep {
  server: Server;
  browser: Browser;
  experiment: string;
  /** Of its runs, oldest first. */
  ids: readonly string[];
  /** Opens one of its pages. */
  open: (tab: string, search?: string, options?: OpenOptions) => Promise<WatchedPage>;
}

/** Makes an experiment of so many runs before the tests of a file, a minute apart, and ends everything after them. */
export function sweepOf(count: number, runOf: (index: number) => Omit<LoggedRun, "start">): Sweep {
  const sweep = {
    open: (tab: string, search = "", options: OpenOptions = {}) =>
      open(sweep.browser, `${sweep.server.url}experiments/${sweep.experiment}/${tab}?${search}`, options),
  } as Sweep;
  beforeAll(async () => {
    sweep.browser = await launch();
    sweep.server = await startServer();
    const logger = new Logger(sweep.server);
    sweep.experiment = await logger.experiment("sweep");
    const ids: string[] = [];
    for (let i = 0; i < count; i++)
      ids.push(await logger.run(sweep.experiment, { start: 1_700_000_000_000 + i * 60_000, ...runOf(i) }));
    sweep.ids = ids;
  });
  afterAll(async () => {
    await sweep.browser?.close();
    await sweep.server?.stop();
  });
  return sweep;
}
