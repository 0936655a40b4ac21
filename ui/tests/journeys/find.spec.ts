import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { tabTo } from "../support/keyboard";
import { leat, type Server, startServer } from "../support/server";

/** The best of 10,000 runs is found by typing a filter, with the mouse at hand and without it. */

const FILTER = "params.optimizer = 'adamw' AND metrics.accuracy > 0.85";

let browser: Browser;
let server: Server;
let experiment: string;
/** The names of the best, by the call that MLflow's clients make. */
let best: string[];
let matching: string;

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  await leat(
    server.folder,
    "demo-data",
    "--runs",
    "10000",
    "--points",
    "60000",
    "--series",
    "3",
    "--experiment",
    "sweep",
  );
  const logger = new Logger(server);
  const found = await logger.call<{ experiments: { experiment_id: string }[] }>("experiments/search", {
    filter: "name = 'sweep'",
    max_results: 1,
  });
  experiment = found.experiments[0]?.experiment_id ?? "";
  const { runs } = await logger.call<{ runs: { info: { run_name: string } }[] }>("runs/search", {
    experiment_ids: [experiment],
    filter: FILTER,
    order_by: ["metrics.accuracy DESC"],
    max_results: 50_000,
  });
  best = runs.slice(0, 5).map(({ info }) => info.run_name);
  matching = new Intl.NumberFormat("en").format(runs.length);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const grid = (page: Page) => page.getByRole("grid", { name: "Runs" });
const option = (page: Page, name: string | RegExp) => page.getByRole("option", { name });
const search = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const filterLine = (page: Page) => page.getByRole("combobox", { name: "Filter runs" });

/** The names of the first rows, as they stand. */
async function names(page: Page): Promise<string[]> {
  const links = await grid(page).getByRole("row").getByRole("link").all();
  const found = await Promise.all(
    links.map(async (link) => ({ text: (await link.textContent()) ?? "", y: (await link.boundingBox())?.y ?? 0 })),
  );
  return found
    .sort((a, b) => a.y - b.y)
    .slice(0, best.length)
    .map(({ text }) => text);
}

/** Types the filter: keys, comparators and values are taken from what is offered. */
async function typeFilter(page: Page): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type("opti");
  await option(page, /^params\.optimizer.*10,000|^params\.optimizer/).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => filterLine(page).inputValue()).toBe("params.optimizer ");
  await page.keyboard.type("= ");
  await option(page, /^'adam'/).waitFor();
  await page.keyboard.type("adamw");
  await option(page, /^'adam'/).waitFor({ state: "detached" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect.poll(() => filterLine(page).inputValue()).toBe("params.optimizer = 'adamw' ");
  await page.keyboard.type("AND metrics.accuracy > 0.85");
  await page.keyboard.press("Enter");
}

it("by filter and sort; a wrong filter shows its place", async () => {
  const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/runs?split=off`);
  await grid(page).getByRole("link").first().waitFor();
  await typeFilter(page);
  await page.getByText(new RegExp(`^${matching} of 9,\\d{3}$`)).waitFor();
  expect(search(page).q).toBe(FILTER);
  await expectAccessibleInBoth(page, "filtered");

  await page
    .getByRole("columnheader", { name: /^accuracy/ })
    .getByRole("button", { name: /^accuracy/ })
    .click();
  await expect.poll(() => search(page).sort).toBe("metrics.accuracy DESC");
  await expect.poll(() => names(page)).toEqual(best);

  // What the line knows to be wrong is marked where it stands, and the rows stay.
  await filterLine(page).fill(`${FILTER} AND metricz.loss < 1`);
  const fault = page.getByRole("alert").filter({ hasText: /metricz/ });
  await fault.waitFor();
  expect(await filterLine(page).getAttribute("aria-invalid")).toBe("true");
  expect(await markedText(page)).toBe("metricz.loss");
  expect(await names(page)).toEqual(best);
  await expectAccessibleInBoth(page, "a wrong filter");

  await filterLine(page).press("Escape");
  await fault.waitFor({ state: "detached" });
  await expect.poll(() => names(page)).toEqual(best);
  expectNoFaults();
  await close();
});

/** The characters of the line that stand above the mark of its fault. */
function markedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const mark = document.querySelector("[data-fault]");
    const box = mark?.getBoundingClientRect();
    if (!mark?.parentElement || !box) return "";
    const walker = document.createTreeWalker(mark.parentElement, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let marked = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const [at, character] of [...(node.textContent ?? "")].entries()) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { left, width } = range.getBoundingClientRect();
        if (left + width / 2 > box.left && left + width / 2 < box.right) marked += character;
      }
    return marked;
  });
}

it("by keyboard alone, from the list of experiments to the page of the run", async () => {
  const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments`);
  await tabTo(page, page.getByRole("link", { name: "sweep" }));
  await page.keyboard.press("Enter");
  await grid(page).getByRole("link").first().waitFor();
  await typeFilter(page);
  await page.getByText(new RegExp(`^${matching} of 9,\\d{3}$`)).waitFor();

  // From the line into the grid, to the head of the metric, and sorted by it.
  await tabTo(page, grid(page).locator("[tabindex='0']"));
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  for (let at = 0; at < 30 && !(await isFocused(page, /^accuracy/)); at++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("s");
  await expect.poll(() => search(page).sort).toBe("metrics.accuracy DESC");
  await expect.poll(() => names(page)).toEqual(best);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: best[0] ?? "" }).waitFor();
  expectNoFaults();
  await close();
});

function isFocused(page: Page, text: RegExp): Promise<boolean> {
  return page.evaluate((source) => new RegExp(source).test(document.activeElement?.textContent ?? ""), text.source);
}
