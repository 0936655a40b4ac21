/** Budgets that a test can hold on any machine: bytes, counts, and processor time at twice the bar. `npm run budgets` has all. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Meter, median } from "../budgets/meter";
import { openPlace, type Place } from "../budgets/place";
import { within } from "../budgets/report";
import { scroll } from "../budgets/tableCosts";
import { wallBytes } from "../budgets/wallBytes";
import { launch } from "../support/browser";

const RUNS = 2_000;

let browser: Browser;
let place: Place;

beforeAll(async () => {
  browser = await launch();
  place = await openPlace(["table", "charts"], RUNS);
});

afterAll(async () => {
  await browser?.close();
  await place?.stop();
});

async function openRuns(asked: string[] = []): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${place.url}experiments/${place.experiments.table}/runs?split=off`);
  await page.locator("[data-run]").first().waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

describe("the runs table", () => {
  it("scrolls within its time, and keeps what is in the page bounded", async () => {
    const page = await openRuns();
    const meter = await Meter.on(page);
    await scroll(page, meter, 3, 30);
    const before = await meter.heap();
    const wheel = [
      await scroll(page, meter, 3, 60),
      await scroll(page, meter, 3, 60),
      await scroll(page, meter, 3, 60),
    ];
    const drag = [await scroll(page, meter, 50, 60), await scroll(page, meter, 50, 60)];
    within("scroll, wheel: main ms a frame", median(wheel.map(({ frame }) => frame)), 9);
    within("scroll, drag: main ms a frame", median(drag.map(({ frame }) => frame)), 7);
    expect(Math.max(...[...wheel, ...drag].map(({ nodes }) => nodes))).toBeLessThanOrEqual(1200);
    expect((await meter.heap()) - before).toBeLessThanOrEqual(30e6);
    await page.close();
  });

  it("asks for its rows and its columns, and for little else", async () => {
    const asked: string[] = [];
    const page = await openRuns(asked);
    const calls = asked.filter((path) => path.includes("/ajax-api/"));
    expect(calls.filter((path) => path.endsWith("runs/table")).length).toBeLessThanOrEqual(3);
    expect(calls.length, calls.join("\n")).toBeLessThanOrEqual(12);
    await page.close();
  });
});

describe("a wall of charts", () => {
  it("is fetched in few bytes", async () => {
    const { sent } = await wallBytes(place.url, place.experiments.charts, 100);
    expect(sent, "bytes a point").toBeLessThanOrEqual(5);
  });
});
