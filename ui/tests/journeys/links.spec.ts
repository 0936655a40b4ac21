import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open, type WatchedPage } from "../support/browser";
import { Logger } from "../support/data";
import { type Server, startServer } from "../support/server";

/** Addresses that others have: those of MLflow's page, which its clients print and people have kept, all of it below a prefix. */

let browser: Browser;
let server: Server;
let experiment: string;
let runs: [string, string];
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  server = await startServer("--static-prefix", "/team/leat");
  const logger = new Logger(server);
  experiment = await logger.experiment("linked");
  const log = (name: string, accuracy: number) =>
    logger.run(experiment, { name, params: { lr: "0.1" }, metrics: { accuracy: [0, accuracy], "system/cpu": [1, 2] } });
  runs = [await log("first", 0.5), await log("second", 0.9)];
  await logger.file(experiment, runs[0], "deep/a b.txt", "what lies deep");
  await logger.call("registered-models/create", { name: "a model" });
  await logger.call("model-versions/create", { name: "a model", source: `runs:/${runs[0]}/model`, run_id: runs[0] });
  watched = await open(browser, server.url, { acceptDownloads: true, allowed: /status of 404/ });
  page = watched.page;
});

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await server?.stop();
});

const shows = (level: number, name: string | RegExp) => page.getByRole("heading", { level, name }).waitFor();
const row = (name: string) => page.getByRole("grid").getByRole("row").filter({ hasText: name }).first();
const list = (values: readonly string[]) => encodeURIComponent(JSON.stringify(values));

describe("links of MLflow", () => {
  it.each<[link: string, of: () => string, leadsTo: () => string, shown: () => Promise<unknown>]>([
    [
      "an experiment",
      () => `experiments/${experiment}`,
      () => `experiments/${experiment}/runs`,
      () => row("second").waitFor(),
    ],
    [
      "a search",
      () =>
        `experiments/${experiment}?searchFilter=${encodeURIComponent("metrics.accuracy > 0.7")}&orderByKey=metrics.%60accuracy%60&orderByAsc=true`,
      () => `experiments/${experiment}/runs`,
      async () => {
        await row("second").waitFor();
        expect(await row("first").count()).toBe(0);
        expect(await page.getByRole("combobox", { name: "Filter runs" }).inputValue()).toBe("metrics.accuracy > 0.7");
        await page.locator("[aria-sort=ascending]").waitFor();
      },
    ],
    [
      "its charts",
      () => `experiments/${experiment}?compareRunsMode=CHART`,
      () => `experiments/${experiment}/charts`,
      () => page.getByRole("application").first().waitFor(),
    ],
    ["a run", () => `experiments/${experiment}/runs/${runs[0]}`, () => `runs/${runs[0]}`, () => shows(1, "first")],
    [
      "its metrics",
      () => `experiments/${experiment}/runs/${runs[0]}/model-metrics`,
      () => `runs/${runs[0]}/charts`,
      () => page.getByRole("application").first().waitFor(),
    ],
    [
      "a file",
      () => `experiments/${experiment}/runs/${runs[0]}/artifacts/deep/a%20b.txt`,
      () => `runs/${runs[0]}/artifacts/deep/a%20b.txt`,
      () => page.getByText("what lies deep").waitFor(),
    ],
    [
      "a comparison",
      () => `compare-runs?runs=${list(runs)}&experiments=${list([experiment])}`,
      () => "compare",
      () => shows(1, "Compare 2 runs"),
    ],
    [
      "a metric",
      () => `metric?runs=${list(runs)}&metric=%22accuracy%22&experiments=${list([experiment])}`,
      () => "compare",
      () => shows(1, "Compare 2 runs"),
    ],
    [
      "several experiments",
      () => `compare-experiments/s?experiments=${list(["0", experiment])}`,
      () => "runs",
      () => row("second").waitFor(),
    ],
    ["a model", () => "models/a%20model", () => "models/a%20model", () => shows(1, "a model")],
    [
      "a version",
      () => "models/a%20model/versions/1",
      () => "models/a%20model/versions/1",
      () => shows(1, /Version 1/),
    ],
  ])("%s", async (_, of, leadsTo, shown) => {
    // As if it was pressed in a terminal or a mail: a new load.
    await page.goto("about:blank");
    await page.goto(`${server.url}#/${of()}`);
    await shown();
    const address = new URL(page.url());
    expect(address.pathname).toBe(`/team/leat/${leadsTo()}`);
    expect(address.hash).toBe("");
    // The link itself is no entry that Back would lead through.
    await page.reload();
    await shown();
    watched.expectNoFaults();
  });

  it("that nobody knows are shown, with a way out", async () => {
    await page.goto("about:blank");
    await page.goto(`${server.url}#/no/such/place`);
    await shows(2, "There is no such page");
    await page.getByText("#/no/such/place").waitFor();
    await expectAccessibleInBoth(page, "no such page");
    await page.getByRole("link", { name: "All experiments" }).click();
    await page.getByRole("link", { name: "linked" }).waitFor();
    watched.expectNoFaults();
  });
});

it("everything is asked for below the prefix, downloads and previews too", async () => {
  const { page, asked, expectNoFaults, close } = await open(browser, `${server.url}experiments`, {
    acceptDownloads: true,
  });
  await page.getByRole("link", { name: "linked" }).click();
  await page.getByRole("grid").getByRole("link", { name: "first" }).click();
  await page.getByRole("heading", { level: 1, name: "first" }).waitFor();
  await page.keyboard.press("4");
  await page.getByRole("treeitem", { name: "deep" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Folder as zip" }).click(),
  ]);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  await page.getByRole("link", { name: "Models" }).click();
  await page.getByRole("link", { name: "a model" }).click();
  await page.getByRole("heading", { level: 1, name: "a model" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "a model" }).waitFor();
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((url) => !new URL(url).pathname.startsWith("/team/leat/"))).toEqual([]);
  expectNoFaults();
  await close();
});
