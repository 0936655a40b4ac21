import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { tabTo } from "../support/keyboard";
import { type Server, startServer } from "../support/server";

/** Five runs beside each other: what differs, which is best, by how much, their charts, and their files. */

const runs = [
  { name: "base", lr: "0.1", accuracy: 0.8, loss: 0.5, depth: "4" },
  { name: "wide", lr: "0.1", accuracy: 0.84, loss: 0.42, depth: "4" },
  { name: "deep", lr: "0.01", accuracy: 0.9, loss: 0.4, depth: "8" },
  { name: "slow", lr: "0.001", accuracy: 0.88, loss: 0.3, depth: "4" },
  { name: "odd", lr: "0.3", accuracy: 0.6, loss: 1.25, depth: "2" },
] as const;

const script = (rate: string) =>
  [...Array.from({ length: 40 }, (_, i) => `step_${i} = ${i}`), `rate = ${rate}`, "train(rate)"].join("\n");

let browser: Browser;
let server: Server;
let experiment: string;
let ids: string[];

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  const logger = new Logger(server);
  experiment = await logger.experiment("five");
  ids = [];
  for (const [i, { name, lr, accuracy, loss, depth }] of runs.entries()) {
    const curve = (end: number, from: number) =>
      Array.from({ length: 30 }, (_, step) => end + (from - end) * 0.8 ** step).with(29, end);
    const id = await logger.run(experiment, {
      name,
      start: 1_700_000_000_000 - i * 60_000,
      params: { lr, depth, seed: "7", data: "cifar10" },
      tags: { team: "vision" },
      metrics: { accuracy: curve(accuracy, 0), "val/loss": curve(loss, 2.5), epochs: 30 },
    });
    ids.push(id);
    await logger.file(experiment, id, "train.py", script(lr));
    await logger.file(experiment, id, "same.txt", "the same in all\n");
    const numpy = i === 0 ? "1.26.4" : "2.1.0";
    await logger.file(
      experiment,
      id,
      "requirements.txt",
      `numpy==${numpy}\npandas==2.2.3\n${i === 1 ? "torch\n" : ""}`,
    );
  }
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const table = (page: Page) => page.getByRole("table", { name: "Runs side by side" });
const line = (page: Page, name: string) =>
  table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const search = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const choose = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What a row says of each run, in the order of the columns. */
async function cells(page: Page, name: string): Promise<string[]> {
  // The name of a metric says which of its values is best, too.
  const row = table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader").filter({ hasText: name }) });
  return row.getByRole("cell").allTextContents();
}

it("differences, the best, and a baseline", async () => {
  const address = `${server.url}experiments/${experiment}/runs?split=off`;
  const { page, expectNoFaults, close } = await open(browser, address);
  await page.getByRole("link", { name: "odd" }).waitFor();
  await page.getByRole("checkbox", { name: "Select all runs that match" }).check();
  await choose(page, "Compare").click();
  await page.getByRole("heading", { name: "Compare 5 runs" }).waitFor();
  await table(page).waitFor();
  expect(search(page).runs?.split(",")).toEqual(ids);

  // Only what differs.
  expect(await cells(page, "lr")).toEqual(["0.1", "0.1", "0.01", "0.001", "0.3"]);
  expect(await line(page, "seed").count()).toBe(0);
  expect(await line(page, "team").count()).toBe(0);
  // The best: the greatest accuracy, and the least loss.
  expect(await cells(page, "accuracy")).toEqual(["0.8", "0.84", "best0.9", "0.88", "0.6"]);
  expect(await cells(page, "val/loss")).toEqual(["0.5", "0.42", "0.4", "best0.3", "1.25"]);
  await expectAccessibleInBoth(page, "differences");

  await page.getByRole("button", { name: /^Show \d+ equal rows$/ }).click();
  expect(await cells(page, "seed")).toEqual(["7", "7", "7", "7", "7"]);
  expect(search(page).equal).toBe("1");
  await choose(page, "Only differences").click();
  await line(page, "seed").waitFor({ state: "detached" });

  // A guess that is wrong can be turned.
  await page.getByRole("button", { name: "val/loss: the least is best" }).click();
  await expect.poll(() => cells(page, "val/loss")).toEqual(["0.5", "0.42", "0.4", "0.3", "best1.25"]);
  await page.getByRole("button", { name: "val/loss: the greatest is best" }).click();

  // The others against one.
  await choose(page, "Measure the others against base").click();
  await expect
    .poll(() => cells(page, "accuracy"))
    .toEqual(["0.8", "0.84+0.04 (+5.0%)", "best0.9+0.1 (+12.5%)", "0.88+0.08 (+10.0%)", "0.6−0.2 (−25.0%)"]);
  expect(await cells(page, "val/loss")).toContain("best0.3−0.2 (−40.0%)");
  expect(search(page).base).toBe(ids[0]);
  await expectAccessibleInBoth(page, "against a baseline");
  await page.reload();
  await expect.poll(async () => (await cells(page, "accuracy"))[1]).toBe("0.84+0.04 (+5.0%)");

  // Away with one; Back brings it again.
  await choose(page, "Leave out odd").click();
  await page.getByRole("heading", { name: "Compare 4 runs" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Compare 5 runs" }).waitFor();

  await choose(page, "Charts").click();
  await page.getByRole("application", { name: /^accuracy: 5 runs/ }).waitFor();
  await expectAccessibleInBoth(page, "charts");
  expectNoFaults();
  await close();
});

it("goes on with a run that goes on", async () => {
  const logger = new Logger(server);
  const id = await logger.run(await logger.experiment("going on"), {
    name: "on its way",
    status: "RUNNING",
    metrics: { accuracy: 0.5, lr: 0.1 },
  });
  const { page, asked, expectNoFaults, close } = await open(browser, server.url);
  await page.clock.install();
  await page.goto(`${server.url}compare?runs=${ids[0]},${id}`);
  await expect.poll(() => cells(page, "accuracy")).toEqual(["best0.8", "0.5"]);
  expect(await line(page, "Status").count()).toBe(1);
  // What was set is not better or worse.
  expect(await cells(page, "lr")).not.toContain("best");
  expect(await page.getByRole("button", { name: "lr: none is best" }).count()).toBe(1);

  const point = { run_id: id, key: "accuracy", value: 0.95, timestamp: Date.now(), step: 1 };
  await logger.call("runs/log-metric", point);
  await page.clock.fastForward(10_000);
  await expect.poll(() => cells(page, "accuracy")).toEqual(["0.8", "best0.95"]);

  await logger.call("runs/update", { run_id: id, status: "FINISHED", end_time: Date.now() });
  await page.clock.fastForward(10_000);
  // Now it is equal.
  await line(page, "Status").waitFor({ state: "detached" });
  // Of runs that have ended, nothing is asked any more.
  const before = asked.length;
  await page.clock.fastForward(30_000);
  await page.waitForLoadState("networkidle");
  expect(asked.slice(before).filter((each) => each.includes("runs/get"))).toEqual([]);
  expectNoFaults();
  await close();
});

it("files: text, packages, side by side", async () => {
  const address = `${server.url}compare?runs=${ids.join(",")}&show=files&base=${ids[0]}&other=${ids[2]}`;
  const { page, expectNoFaults, close } = await open(browser, address);
  const files = page.getByRole("navigation", { name: "Files of both runs" });
  await files.getByRole("button", { name: "train.py" }).click();
  const differences = page.getByRole("region", { name: "The differences" });
  await differences.getByText("removed: rate = 0.1", { exact: true }).waitFor();
  await differences.getByText("added: rate = 0.01", { exact: true }).waitFor();
  // Far from the difference, lines are left out.
  await differences.getByText("… 37 equal lines").waitFor();
  expect(await differences.getByText("step_3 = 3").count()).toBe(0);
  await choose(page, "Whole files").click();
  await differences.getByText("step_3 = 3").waitFor();
  await expectAccessibleInBoth(page, "a diff of texts");

  await choose(page, "Side by side").click();
  const pair = page.getByRole("region", { name: "train.py" });
  await side(pair, "base").getByText("0.1", { exact: false }).first().waitFor();
  await expect.poll(() => side(pair, "base").textContent()).toContain("rate = 0.1");
  await expect.poll(() => side(pair, "deep").textContent()).toContain("rate = 0.01");
  await expectAccessibleInBoth(page, "side by side");

  await files.getByRole("button", { name: "requirements.txt" }).click();
  expect(search(page).file).toBe("requirements.txt");
  await page.getByText("1 differ. 1 package is equal.").waitFor();
  expect(await page.getByRole("row", { name: /numpy/ }).getByRole("cell").allTextContents()).toEqual([
    "numpy",
    "1.26.4",
    "2.1.0",
  ]);
  await page.getByRole("combobox", { name: "Right" }).selectOption({ label: "wide" });
  await page.getByRole("row", { name: /torch/ }).getByText("not there").waitFor();
  await expectAccessibleInBoth(page, "a diff of packages");

  await files.getByRole("button", { name: "same.txt" }).click();
  await page.getByText("The two files are equal.").waitFor();
  await page.goBack();
  await page.getByRole("row", { name: /torch/ }).waitFor();
  expectNoFaults();
  await close();
});

/** The part of a pair that is of one run. */
function side(pair: Locator, name: string): Locator {
  return pair.getByRole("heading", { level: 3, name }).locator("xpath=..");
}

it("by keyboard alone, from the table of runs to a diff", async () => {
  const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/runs?split=off`);
  await page.getByRole("link", { name: "odd" }).waitFor();
  const press = (target: Locator) => tabTo(page, target).then(() => page.keyboard.press("Enter"));
  await tabTo(page, page.getByRole("grid", { name: "Runs" }).locator("[tabindex='0']"));
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("5 selected").waitFor();
  await page.keyboard.press("c");
  await page.getByRole("heading", { name: "Compare 5 runs" }).waitFor();
  await line(page, "lr").waitFor();
  await press(page.getByRole("button", { name: /^Show \d+ equal rows$/ }));
  await line(page, "seed").waitFor();
  await press(choose(page, "Measure the others against base"));
  await expect.poll(async () => (await cells(page, "accuracy"))[2]).toBe("best0.9+0.1 (+12.5%)");
  await tabTo(page, choose(page, "Charts"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("application", { name: /^accuracy: 5 runs/ }).waitFor();
  await press(choose(page, "Files"));
  await press(page.getByRole("navigation", { name: "Files of both runs" }).getByRole("button", { name: "train.py" }));
  const differences = page.getByRole("region", { name: "The differences" });
  await page.getByText("The two files are equal.").waitFor();
  await tabTo(page, page.getByRole("combobox", { name: "Right" }), "Shift+Tab");
  await page.keyboard.type("slow");
  await page.keyboard.press("Enter");
  await differences.getByText("added: rate = 0.001", { exact: true }).waitFor();
  // The differences are a place that the arrows scroll.
  await press(choose(page, "Whole files"));
  await tabTo(page, differences);
  await page.keyboard.press("End");
  await expect.poll(() => differences.evaluate((place) => place.scrollTop)).toBeGreaterThan(0);
  expectNoFaults();
  await close();
});
