/** Budgets that a test can hold on any machine: bytes, counts, and processor time at twice the bar. `npm run budgets` has all. */
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Meter } from "../budgets/meter";
import { openPlace, type Place } from "../budgets/place";
import { within } from "../budgets/report";
import { type ScrollCost, scroll } from "../budgets/tableCosts";
import { wallBytes } from "../budgets/wallBytes";
import { launch } from "../support/browser";

const RUNS = 2_000;

/** Other suites run beside this one. With thirty programs on two cores, even processor time was found to be twice what it is alone: so
 * the least of four turns must be below three times the bar. */
const BUSY = 3;

let browser: Browser;
let place: Place;

beforeAll(async () => {
  browser = await launch();
  place = await openPlace(["table", "charts"], RUNS);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await place?.stop();
});

async function openRuns(asked: string[] = []): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  page.on("request", (request) => asked.push(nameOf(request)));
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
    const wheel: ScrollCost[] = [];
    const drag: ScrollCost[] = [];
    for (let repeat = 0; repeat < 4; repeat++) {
      wheel.push(await scroll(page, meter, 3, 50));
      drag.push(await scroll(page, meter, 50, 50));
    }
    const least = (costs: readonly ScrollCost[]) => Math.min(...costs.map(({ frame }) => frame));
    within("scroll, wheel: main ms a frame", least(wheel), 9, "", BUSY);
    within("scroll, drag: main ms a frame", least(drag), 7, "", BUSY);
    expect(Math.max(...[...wheel, ...drag].map(({ nodes }) => nodes))).toBeLessThanOrEqual(1200);
    expect((await meter.heap()) - before).toBeLessThanOrEqual(30e6);
    await page.close();
  });

  it("asks for its rows and its columns once, before its scripts are there, and for little else", async () => {
    const asked: string[] = [];
    const page = await openRuns(asked);
    const calls = asked.filter((each) => each.includes("/ajax-api/"));
    expect(calls.filter((each) => each.includes("runs/table")).length).toBeLessThanOrEqual(3);
    expect(calls.length, calls.join("\n")).toBeLessThanOrEqual(10);
    expect(new Set(calls).size, calls.join("\n")).toBe(calls.length);
    const script = asked.findIndex((each) => /RunsPage-.*\.js/.test(each));
    for (const call of ["runs/columns", "runs/count", "experiments/get"])
      expect(
        asked.findIndex((each) => each.includes(call)),
        call,
      ).toBeLessThan(script);

    // What was started for one page is not taken by another, nor when one comes back.
    asked.length = 0;
    await page.getByRole("link", { name: "Experiments", exact: true }).first().click();
    await page.getByRole("link", { name: "budget", exact: true }).click();
    await page.locator("[data-run]").first().waitFor();
    expect(asked.some((each) => each.includes("runs/table") && each.includes(`"${place.experiments.charts}"`))).toBe(
      true,
    );
    await page.close();
  });

  it("starts the first calls of other pages, and asks for nothing twice", async () => {
    for (const path of ["", "experiments", `experiments/${place.experiments.charts}/charts`]) {
      const page = await browser.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(nameOf(request)));
      await page.goto(`${place.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      const calls = asked.filter((each) => each.includes("/ajax-api/"));
      expect(new Set(calls).size, calls.join("\n")).toBe(calls.length);
      expect(asked.findIndex((each) => each.includes("/ajax-api/"))).toBeLessThan(
        asked.findIndex((each) => /Page-.*\.js/.test(each)),
      );
      await page.close();
    }
  });
});

/** What is asked for: where, and with which body. */
function nameOf(request: Request): string {
  return `${request.url()} ${request.postData() ?? ""}`;
}

describe("a wall of charts", () => {
  it("is fetched in few bytes", async () => {
    const { sent } = await wallBytes(place.url, place.experiments.charts, 100);
    expect(sent, "bytes a point").toBeLessThanOrEqual(5);
  });
});
