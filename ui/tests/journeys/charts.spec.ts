import { readFileSync } from "node:fs";
import type { Browser, Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { leat, type Server, startServer } from "../support/server";

const SPIKE = { value: 4711, step: 612_345 };
const POINTS = 1_000_000;
const HOSTILE = "=1+1<img src=x onerror=alert(1)>\u202egnp";

let browser: Browser;
let server: Server;
let logger: Logger;

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  logger = new Logger(server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A card by its metric. */
function card(page: Page, metric: string) {
  return page.getByRole("region", { name: metric, exact: true });
}

/** Presses keys before the next frame is drawn, as on a busy machine. */
async function pressAtOnce(chart: Locator, ...keys: string[]): Promise<void> {
  await chart.evaluate(async (element, each) => {
    for (const key of each) {
      element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      await Promise.resolve();
    }
  }, keys);
}

/** The ink of a canvas once it is drawn: lines come in steps. */
async function settledInkOf(canvas: Locator): Promise<number> {
  let last = 0;
  await expect
    .poll(
      async () => {
        const [before, ink] = [last, await canvas.evaluate(inkOf)];
        last = ink;
        return ink > 1000 && ink === before;
      },
      { interval: 200 },
    )
    .toBe(true);
  return last;
}

/** How many pixels of a canvas have something on them, whoever drew it. */
function inkOf(element: Element): number {
  const canvas = element as HTMLCanvasElement;
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  context?.drawImage(canvas, 0, 0);
  const pixels = context?.getImageData(0, 0, copy.width, copy.height).data ?? new Uint8ClampedArray();
  return pixels.filter((value, at) => at % 4 === 3 && value > 0).length;
}

async function contentOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), "utf8");
}

describe("a million points", () => {
  let experiment: string;

  beforeAll(async () => {
    const made = ["--runs", "1", "--points", `${POINTS}`, "--series", "1", "--experiment", "long"];
    await leat(server.folder, "demo-data", ...made, "--backend-store-uri", "sqlite:///leat.db");
    const found = await logger.call<{ experiments: { experiment_id: string }[] }>("experiments/search", {
      filter: "name = 'long'",
      max_results: 1,
    });
    experiment = found.experiments[0]?.experiment_id ?? "";
    const { runs } = await logger.call<{ runs: { info: { run_id: string; start_time: number } }[] }>("runs/search", {
      experiment_ids: [experiment],
      max_results: 1,
    });
    const info = runs[0]?.info;
    await logger.call("runs/log-metric", {
      run_id: info?.run_id,
      key: "loss",
      ...SPIKE,
      timestamp: (info?.start_time ?? 0) + 1000,
    });
  });

  // The pointer searches the chart three times, by moves.
  it("are zoomed to a single spike, which was there from the beginning", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/charts`);
    const chart = card(page, "loss").getByRole("application");
    const left = () =>
      card(page, "loss")
        .getByText(/ of .* points/)
        .allTextContents();
    const tooltip = card(page, "loss").getByText("4,711", { exact: true });
    await card(page, "loss")
      .getByText(/ of 1,000,001 points/)
      .waitFor();

    // Wherever the pointer finds the greatest value, the chart is zoomed to it, until nothing is left out.
    await page.waitForLoadState("networkidle");
    const box = await chart.boundingBox();
    if (!box) throw new Error("There is no chart.");
    for (let zooms = 0; zooms < 12; zooms++) {
      const before = await left();
      if (before.length === 0) break;
      const at = await findSpike(page, box, () => tooltip.isVisible());
      await page.mouse.move(Math.max(at - 12, box.x + 40), box.y + 30);
      await page.mouse.down();
      await page.mouse.move(Math.min(at + 12, box.x + box.width - 10), box.y + 30);
      await page.mouse.up();
      await expect.poll(left).not.toEqual(before);
    }
    await expect.poll(left).toEqual([]);
    await findSpike(page, box, () => tooltip.isVisible());
    await card(page, "loss").getByText("step 612,345").waitFor();

    // And back.
    await chart.dblclick();
    await card(page, "loss")
      .getByText(/ of 1,000,001 points/)
      .waitFor();
    expectNoFaults();
    await close();
  });
});

/** Moves the pointer along the upper part of a chart until it is at the spike; returns where that is. */
async function findSpike(
  page: Page,
  box: { x: number; y: number; width: number; height: number },
  isThere: () => Promise<boolean>,
): Promise<number> {
  for (let x = box.x + 40; x < box.x + box.width - 10; x += 10) {
    await page.mouse.move(x, box.y + 22);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (await isThere()) return x;
  }
  throw new Error("The spike is nowhere.");
}

/** The chart that is looked at below, once it has all lines. */
function whole(page: Page) {
  return page.getByRole("application", { name: "train/loss: 3 runs, 180 points" });
}

describe("charts of some runs", () => {
  let experiment: string;

  beforeAll(async () => {
    experiment = await logger.experiment("charts");
    const curve = (end: number) => Array.from({ length: 60 }, (_, step) => end + 2 / (step + 1));
    for (const [name, end] of [
      ["first", 0.1],
      ["second", 0.4],
      [HOSTILE, 0.7],
    ] as const)
      await logger.run(experiment, {
        name,
        metrics: {
          "train/loss": curve(end),
          "val/loss": curve(end + 0.1),
          accuracy: 1 - end,
          "odd name: x": curve(end),
          "system/cpu": curve(50),
        },
      });
  });

  it.each(["light", "dark"] as const)("are accessible, and run nothing of a hostile name, %s", async (colorScheme) => {
    const address = `${server.url}experiments/${experiment}/charts`;
    const { page, expectNoFaults, close } = await open(browser, address, { colorScheme });
    await whole(page).waitFor();
    expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual(
      expect.arrayContaining(["metrics2 charts", "train1 chart", "val1 chart", "system1 chart"]),
    );
    await page.getByText("=1+1<img src=x onerror=alert(1)>⟨202e⟩gnp").first().waitFor();
    await expectAccessible(page, "charts");
    await card(page, "odd name: x")
      .getByRole("button", { name: /^More of/ })
      .press("Enter");
    await page.getByRole("menuitem", { name: "Save as PNG" }).waitFor();
    await expectAccessible(page, "menu of a chart");
    expectNoFaults();
    await close();
  });

  it("are read, zoomed and enlarged by keyboard alone", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/charts`);
    const chart = card(page, "train/loss").getByRole("application");
    const said = card(page, "train/loss").locator("[aria-live=polite]");
    await whole(page).waitFor();
    await chart.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => said.textContent()).toMatch(/: 2\.\d+ at step 0$/);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => said.textContent()).toMatch(/at step 1$/);
    const run = (await said.textContent())?.split(":")[0];
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => said.textContent()).toMatch(/^=1\+1/);
    expect(run).toBeTruthy();
    await page.keyboard.press("+");
    await card(page, "train/loss")
      .getByRole("button", { name: /^Show all/ })
      .waitFor();
    await page.keyboard.press("0");
    await card(page, "train/loss")
      .getByRole("button", { name: /^Show all/ })
      .waitFor({ state: "detached" });
    await page.keyboard.press("Home");
    for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await expect.poll(() => said.textContent()).toMatch(/at step 10; part from step 10, Enter shows it$/);
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect.poll(() => said.textContent()).toMatch(/at step 30$/);
    await card(page, "train/loss")
      .getByRole("button", { name: /^Show all/ })
      .waitFor();
    await page.keyboard.press("Home");
    await expect.poll(() => said.textContent()).toMatch(/at step 10$/);
    await page.keyboard.press("End");
    await expect.poll(() => said.textContent()).toMatch(/at step 30$/);
    await pressAtOnce(chart, "0", "Home");
    await expect.poll(() => said.textContent()).toMatch(/at step 0$/);
    await page.keyboard.press("f");
    await page.getByRole("dialog", { name: "train/loss" }).getByRole("application").waitFor();
    await expectAccessible(page, "full screen");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expectNoFaults();
    await close();
  });

  it("are drawn by a worker, and alike by the page where none may", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/charts`);
    const inks: number[] = [];
    for (const workers of [1, 0]) {
      if (workers === 0) {
        await page.addInitScript(() => {
          Reflect.deleteProperty(HTMLCanvasElement.prototype, "transferControlToOffscreen");
        });
        await page.reload();
      }
      const canvas = card(page, "train/loss").locator("canvas").first();
      inks.push(await settledInkOf(canvas));
      expect(page.workers()).toHaveLength(workers);
    }
    const [byWorker, byPage] = inks as [number, number];
    expect(Math.abs(byWorker / byPage - 1)).toBeLessThan(0.02);
    expectNoFaults();
    await close();
  });

  it("are drawn as their address says, which can be sent to others", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/charts`);
    await page.getByRole("button", { name: "Step", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Relative time" }).click();
    await page.getByRole("slider", { name: /Smooth/ }).fill("60");
    await page.getByRole("searchbox", { name: "Search charts" }).fill("loss$");
    await card(page, "accuracy").waitFor({ state: "detached" });
    await expect
      .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
      .toEqual({ x: "relative", smooth: "60", charts: "loss$" });
    await page.reload();
    await card(page, "val/loss").waitFor();
    expect(await page.getByRole("application").count()).toBe(2);
    await page.getByRole("button", { name: "Relative time" }).waitFor();
    await page.getByRole("searchbox", { name: "Search charts" }).fill("(");
    await page.getByRole("alert").getByText("This is not a regular expression.").waitFor();
    expect(await page.getByRole("application").count()).toBe(2);
    expectNoFaults();
    await close();
  });

  it("are saved as pictures and as points, in which no name is a formula or markup", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/charts`);
    await whole(page).waitFor();
    const save = async (what: string) => {
      await card(page, "train/loss").hover();
      await card(page, "train/loss")
        .getByRole("button", { name: /^More of/ })
        .click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: what }).click(),
      ]);
      return download;
    };
    const png = await save("Save as PNG");
    expect(png.suggestedFilename()).toBe("train_loss.png");
    // Width and height stand behind the file's mark, and are twice those of the picture.
    const head = readFileSync(await png.path());
    expect([head.readUInt32BE(16), head.readUInt32BE(20)]).toEqual([1920, 1080]);
    const svg = await contentOf(await save("Save as SVG"));
    expect(svg).toContain("&lt;img src=x");
    expect(svg).not.toContain("<img");
    const csv = await contentOf(await save("Save points as CSV"));
    const rows = csv.trim().split("\r\n");
    expect(rows[0]).toBe("run_id,run_name,metric,step,timestamp,value");
    expect(rows).toHaveLength(1 + 3 * 60);
    expect(rows.some((row) => row.includes(",'=1+1<img"))).toBe(true);
    expect(rows.some((row) => row.includes(",=1+1"))).toBe(false);
    expectNoFaults();
    await close();
  });

  it("light a run everywhere, and hide it", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}experiments/${experiment}/charts`);
    await whole(page).waitFor();
    const legend = page.getByRole("region", { name: "Runs that are drawn" });
    await legend.getByRole("link", { name: "second" }).hover();
    await legend.getByRole("button", { name: "Hide second" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("hide")).toMatch(/^[0-9a-f]{32}$/);
    await page.getByRole("application", { name: /^train\/loss: 2 runs/ }).waitFor();
    await page.goBack();
    await page.getByRole("application", { name: /^train\/loss: 3 runs/ }).waitFor();
    expectNoFaults();
    await close();
  });
});
