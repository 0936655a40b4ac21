import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, open, type WatchedPage } from "../support/browser";
import { Logger } from "../support/data";
import { type Server, startServer } from "../support/server";

// Calls that the page can do without, on a server that has not got them.
const allowed = /404 \(Not Found\)/;

const hostile = ["=HYPERLINK(1)", "<img src=x onerror=alert(1)>", "a\u202eb", "'; DROP TABLE runs"];

let browser: Browser;
let server: Server;
let logger: Logger;
let experiment: string;
let parent: string;

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  logger = new Logger(server);
  experiment = await logger.experiment("sweep", { team: "vision" });
  for (let i = 0; i < 40; i++)
    await logger.run(experiment, {
      name: i < hostile.length ? (hostile[i] ?? "") : `run ${i}`,
      start: 1_700_000_000_000 + i * 60_000,
      params: { optimizer: i % 2 ? "adam" : "sgd", seed: "7" },
      metrics: { accuracy: [0, i / 100], "val/loss": 1 - i / 100 },
    });
  parent = await logger.run(experiment, { name: "parent", metrics: { accuracy: 0.1 } });
  for (const [i, fold] of ["two", "one"].entries())
    await logger.run(experiment, {
      name: `fold ${fold}`,
      start: 1_600_000_000_000 + i * 1000,
      tags: { "mlflow.parentRunId": parent },
    });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

function runs(search = "split=off"): Promise<WatchedPage> {
  return open(browser, `${server.url}experiments/${experiment}/runs?${search}`, { allowed, acceptDownloads: true });
}

const grid = (page: Page) => page.getByRole("grid", { name: "Runs" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ hasText: name });

/** The names in the order in which they stand. */
async function names(page: Page): Promise<string[]> {
  const links = await grid(page).getByRole("row").getByRole("link").all();
  const found = await Promise.all(
    links.map(async (link) => ({ text: (await link.textContent()) ?? "", y: (await link.boundingBox())?.y ?? 0 })),
  );
  return found.sort((a, b) => a.y - b.y).map(({ text }) => text);
}

function search(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams;
}

describe("the runs table", () => {
  it("finds the best by typing a filter with completion, and shows a fault at its place", async () => {
    const { page, expectNoFaults, close } = await runs();
    await row(page, "run 39").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("metrics.acc");
    await page.getByRole("option", { name: /metrics\.accuracy/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.type("> 0.355 AND params.optimizer = adam");
    await page.getByRole("alert").filter({ hasText: "Expected a text in quotes" }).waitFor();
    for (let i = 0; i < 4; i++) await page.keyboard.press("Backspace");
    await page.keyboard.type("'adam'");
    await row(page, "run 38").waitFor({ state: "detached" });
    expect(await names(page)).toEqual(["run 39", "run 37"]);
    await page.getByRole("button", { name: "Remove params.optimizer = 'adam'" }).click();
    await row(page, "run 38").waitFor();
    expect(search(page).get("q")).toBe("metrics.accuracy > 0.355");
    await page.goBack();
    await row(page, "run 38").waitFor({ state: "detached" });
    expectNoFaults();
    await close();
  });

  it("sorts, chooses, hides and draws by keyboard alone, one Tab stop for the whole grid", async () => {
    const { page, expectNoFaults, close } = await runs();
    await row(page, "run 39").waitFor();
    await page.getByRole("columnheader", { name: /accuracy/ }).focus();
    await page.keyboard.press("s");
    await expect.poll(() => search(page).get("sort")).toBe("metrics.accuracy DESC");
    await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(["run 39", "run 38"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("3 selected").waitFor();
    await page.keyboard.press("v");
    await expect.poll(() => search(page).get("hide")).toMatch(/^[0-9a-f]{32}$/);
    await page.keyboard.press("o");
    await expect.poll(() => search(page).get("only")).toMatch(/^[0-9a-f]{32}$/);
    await page.goBack();
    await expect.poll(() => search(page).get("only")).toBeNull();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Control+Home");
    await expect.poll(() => focusedCell(page)).toBe("0:0");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => focusedCell(page)).toBe("-1:0");
    const tabStops = await grid(page).evaluate((each) => each.querySelectorAll("[tabindex='0']").length);
    expect(tabStops).toBe(1);
    expectNoFaults();
    await close();
  });

  it("takes back a deletion by its note, and a new name by Ctrl-Z", async () => {
    const { page, expectNoFaults, close } = await runs();
    await row(page, "run 20").waitFor();
    await row(page, "run 20").getByRole("checkbox").check();
    await row(page, "run 21").getByRole("checkbox").check();
    await page.getByRole("toolbar", { name: "Chosen runs" }).getByRole("button", { name: "Delete" }).click();
    await row(page, "run 20").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row(page, "run 20").waitFor();
    await row(page, "run 22").getByRole("gridcell").nth(3).click();
    await page.keyboard.press("e");
    await page.getByLabel("Name", { exact: true }).fill("renamed");
    await page.keyboard.press("Enter");
    await row(page, "renamed").waitFor();
    await row(page, "run 23").getByRole("gridcell").nth(3).click();
    await page.keyboard.press("Control+z");
    await row(page, "run 22").waitFor();
    expectNoFaults();
    await close();
  });

  it("opens child runs below their parent", async () => {
    const { page, expectNoFaults, close } = await runs();
    const twisty = page.getByRole("button", { name: "2 child runs" });
    await twisty.click();
    await row(page, "fold one").first().waitFor();
    expect((await names(page)).slice(0, 3)).toEqual(["parent", "fold one", "fold two"]);
    await twisty.click();
    await expect.poll(async () => (await names(page))[1]).toBe("run 39");
    expectNoFaults();
    await close();
  });

  it("shows hostile names as text, and writes no formula into a file", async () => {
    const { page, expectNoFaults, close } = await runs("split=off&sort=start_time");
    await row(page, "<img src=x onerror=alert(1)>").waitFor();
    expect(await names(page)).toContain("a⟨202e⟩b");
    await page.getByRole("button", { name: "Active runs" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Export as CSV" }).click();
    const file = readFileSync(await (await download).path(), "utf8");
    expect(file).toContain("'=HYPERLINK(1)");
    expect(file.trimEnd().split("\r\n").length).toBe(1 + 43);
    expectNoFaults();
    await close();
  });

  it.each(["light", "dark"] as const)("is accessible, %s", async (colorScheme) => {
    const { page, expectNoFaults, close } = await runs("sel=a,b&q=metrics.accuracy+>+0.1");
    await page.emulateMedia({ colorScheme });
    await row(page, "run 39").waitFor();
    await expectAccessible(page, "runs");
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    await page.getByRole("dialog", { name: "Columns" }).waitFor();
    await expectAccessible(page, "columns");
    expectNoFaults();
    await close();
  });
});

describe("experiments", () => {
  it("are renamed and deleted, and come back", async () => {
    await logger.experiment("passing");
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments`, { allowed });
    await page.getByRole("button", { name: "Actions for passing" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByLabel("Name", { exact: true }).fill("passed");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "passed" }).waitFor();
    await page.getByRole("button", { name: "Actions for passed" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("link", { name: "passed" }).waitFor({ state: "detached" });
    await page.keyboard.press("Control+z");
    await page.getByRole("link", { name: "passed" }).waitFor();
    await page.getByRole("button", { name: "team: vision" }).click();
    await page.getByRole("link", { name: "passed" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "sweep" }).waitFor();
    expectNoFaults();
    await close();
  });

  it("of an empty server turn into the list when the first run arrives", async () => {
    const empty = await startServer();
    const { page, expectNoFaults, close } = await open(browser, `${empty.url}experiments`, { allowed });
    await page.getByText("mlflow.set_tracking_uri").waitFor();
    await page.getByRole("button", { name: "Copy the lines of Python" }).click();
    await new Logger(empty).run("0", { name: "first" });
    await page.getByRole("link", { name: "Default" }).waitFor();
    expectNoFaults();
    await close();
    await empty.stop();
  });
});

/** Row and column of the cell that has the focus. */
function focusedCell(page: Page): Promise<string> {
  return page.evaluate(() => {
    const cell = document.activeElement as HTMLElement | null;
    const row = cell?.closest<HTMLElement>("[data-row]");
    return `${row?.dataset.row}:${cell?.dataset.col}`;
  });
}
