import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { type Server, startServer } from "../support/server";

/** A fresh server, and somebody who has just logged a first run. */

let browser: Browser;
let server: Server;

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it("says what to type, and shows the first run by itself, in the list and in the table", async () => {
  const list = await open(browser, `${server.url}experiments`);
  const table = await open(browser, `${server.url}experiments/0/runs`);
  await list.page.getByText("mlflow.set_tracking_uri").waitFor();
  // The lines name this very server, so that they work as they are copied.
  expect(await list.page.getByRole("main").textContent()).toContain(server.url.replace(/\/$/, ""));
  await table.page.getByRole("heading", { name: "No runs yet" }).waitFor();
  await expectAccessibleInBoth(list.page, "an empty server");
  await expectAccessibleInBoth(table.page, "an empty experiment");

  const logger = new Logger(server);
  const run = await logger.run("0", { name: "the very first", status: "RUNNING", metrics: { loss: [1, 0.5] } });
  await list.page.getByRole("link", { name: "Default" }).waitFor();
  const row = table.page.getByRole("grid").getByRole("row").filter({ hasText: "the very first" });
  await row.waitFor();
  await row.getByText("0.5", { exact: false }).first().waitFor();
  await row.getByText("Running").waitFor({ state: "attached" });
  await table.page.getByRole("application", { name: /^loss/ }).waitFor();

  // And what becomes of it.
  await logger.call("runs/log-metric", { run_id: run, key: "loss", value: 0.25, step: 2, timestamp: Date.now() });
  await logger.call("runs/update", { run_id: run, status: "FINISHED", end_time: Date.now() });
  await row.getByText("Finished").waitFor({ state: "attached" });
  await row.getByText("0.25", { exact: false }).first().waitFor();
  await expectAccessibleInBoth(table.page, "the first run");

  await list.page.getByRole("link", { name: "Default" }).click();
  await list.page.getByRole("grid").getByRole("link", { name: "the very first" }).click();
  await list.page.getByRole("heading", { level: 1, name: "the very first" }).waitFor();
  list.expectNoFaults();
  table.expectNoFaults();
  await list.close();
  await table.close();
});
