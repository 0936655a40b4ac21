/** What 1,500 metrics, 150 params and 50 tags a run cost, beside 10 of each. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "../support/browser";
import { Meter, median } from "./meter";
import { openPlace, type Place } from "./place";
import { within } from "./report";

let browser: Browser;
let place: Place;

beforeAll(async () => {
  browser = await launch();
  place = await openPlace(["wide", "narrow"]);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await place?.stop();
});

/** Main ms of opening a page until nothing more comes. */
async function opening(path: string, ready: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const meter = await Meter.on(page);
  const cost = await meter.cost(async () => {
    await page.goto(`${place.url}${path}`);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState("networkidle");
  });
  await page.close();
  return cost;
}

async function ratio(tab: string, ready: string): Promise<{ times: number; note: string }> {
  const costs: Record<"wide" | "narrow", number[]> = { wide: [], narrow: [] };
  for (let repeat = 0; repeat < 4; repeat++)
    for (const content of ["narrow", "wide"] as const)
      costs[content].push(await opening(`experiments/${place.experiments[content]}/${tab}`, ready));
  // The first of each also fills caches.
  const [wide, narrow] = [median(costs.wide.slice(1)), median(costs.narrow.slice(1))];
  return { times: wide / narrow, note: `main ${wide.toFixed(0)} ms, narrow ${narrow.toFixed(0)} ms` };
}

it("opens the runs of a wide experiment almost as quickly", async () => {
  const { times, note } = await ratio("runs?split=off", "[data-run]");
  within("wide experiment: runs page, times the narrow one", times, 1.3, note);
});

it("opens the charts of a wide experiment almost as quickly", async () => {
  const { times, note } = await ratio("charts", "[role=application]");
  within("wide experiment: charts, times the narrow ones", times, 2, note);
});
