/** What charts cost, against the bars of the design: a hundred runs of ten metrics of about 2,000 points. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { launch } from "../support/browser";
import { Meter, median } from "./meter";
import { openPlace, type Place } from "./place";
import { within } from "./report";
import { wallBytes } from "./wallBytes";

const RUNS = 100;
const METRICS = 10;

let browser: Browser;
let server: Place;
let place: string;
let experimentId: string;

beforeAll(async () => {
  browser = await launch();
  server = await openPlace(["charts"]);
  place = server.url;
  experimentId = server.experiments.charts;
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Found by a selector: to look for roles is work of the page's main thread too, some 30 ms for a wall. */
const charts = (page: Page) => page.locator("[role=application]");

/** The wall without any card, so that what follows is the cost of cards alone. */
async function openWall(): Promise<{ page: Page; meter: Meter }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${place}experiments/${experimentId}/charts?top=${RUNS}&charts=nothing`);
  await page.getByText("No chart matches").waitFor();
  return { page, meter: await Meter.on(page) };
}

async function showAll(page: Page): Promise<void> {
  await page.locator("input[type=search]").first().fill("");
  await charts(page)
    .nth(METRICS - 1)
    .waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
}

/** Moves the pointer over a chart; what one move costs. */
async function hover(page: Page, meter: Meter, chart: number): Promise<number> {
  const box = await charts(page).nth(chart).boundingBox();
  if (!box) throw new Error("There is no chart.");
  const moves = 40;
  const total = await meter.cost(async () => {
    for (let at = 0; at < moves; at++) {
      const share = 0.2 + (0.6 * at) / moves;
      await page.mouse.move(box.x + box.width * share, box.y + box.height * (0.3 + 0.4 * ((at % 7) / 7)));
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    }
  });
  return total / moves;
}

async function drag(page: Page, chart: number, from: number, to: number): Promise<void> {
  const box = await charts(page).nth(chart).boundingBox();
  if (!box) throw new Error("There is no chart.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y);
  await page.mouse.up();
}

describe("a wall of 100 runs × 10 metrics", () => {
  it("appears, and follows the pointer, within its budget", async () => {
    const costs: number[] = [];
    for (let repeat = 0; repeat < 3; repeat++) {
      const { page, meter } = await openWall();
      costs.push(await meter.cost(() => showAll(page)));
      if (repeat === 2) within("wall: hover, main ms a move", await hover(page, meter, 1), 16);
      await page.close();
    }
    within("wall: first, main ms", median(costs), 150);
  });

  it("is fetched in few bytes, which take no time to read", async () => {
    const { sent, unpacked, reading } = await wallBytes(place, experimentId, RUNS);
    within("wall: bytes a point", sent, 5, `${unpacked.toFixed(1)} before compression`);
    within("wall: reading, ms", reading, 60);
  });
});

describe("one chart of 100 runs × 2,000 points", () => {
  it("appears, zooms and follows the pointer within its budget", async () => {
    const first: number[] = [];
    const zoom: number[] = [];
    let hovering = 0;
    for (let repeat = 0; repeat < 3; repeat++) {
      const { page, meter } = await openWall();
      await page.locator("input[type=search]").first().fill("^loss$");
      await charts(page).waitFor();
      await page.waitForLoadState("networkidle");
      await charts(page).focus();
      // Its points are there: closing and opening again draws them.
      await page.keyboard.press("f");
      const dialog = page.locator("[role=dialog]");
      await dialog.locator("[role=application]").waitFor();
      await page.waitForLoadState("networkidle");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await charts(page).focus();
      first.push(await meter.cost(() => page.keyboard.press("f")));
      const chart = (await charts(page).count()) - 1;
      hovering = await hover(page, meter, chart);
      await page.mouse.move(5, 5);
      zoom.push(await meter.cost(() => drag(page, chart, 0.3, 0.6)));
      await page.close();
    }
    within("one chart: first, main ms", median(first), 50);
    within("one chart: zoom, main ms", median(zoom), 15);
    within("one chart: hover, main ms a move", hovering, 8);
  });
});
