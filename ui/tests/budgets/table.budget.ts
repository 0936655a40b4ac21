/** What the runs table costs, against the bars of the design: 100,000 runs of 10 metrics and 10 params. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { launch } from "../support/browser";
import { Meter, median } from "./meter";
import { openPlace, type Place } from "./place";
import { within } from "./report";
import { filter, jump, paint, type Seen, scroll, watchPaint } from "./tableCosts";

let browser: Browser;
let place: Place;

beforeAll(async () => {
  browser = await launch();
  place = await openPlace(["table"]);
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await place?.stop();
});

async function openRuns(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  await watchPaint(page);
  await page.goto(`${place.url}experiments/${place.experiments.table}/runs?split=off`);
  return page;
}

async function settled(): Promise<{ page: Page; meter: Meter }> {
  const page = await openRuns();
  await page.locator("[data-run]").first().waitFor();
  await page.waitForLoadState("networkidle");
  return { page, meter: await Meter.on(page) };
}

const told = ({ shown, calls }: Seen) => `${shown.toFixed(0)} ms, calls ${calls.toFixed(0)} ms`;
const share = ({ shown, calls }: Seen, times: number, plus: number) => shown / (times * calls + plus);

describe("the runs table", () => {
  it("is there soon", async () => {
    const seen: Seen[] = [];
    for (let repeat = 0; repeat < 5; repeat++) {
      const page = await openRuns();
      seen.push(await paint(page));
      await page.close();
    }
    seen.sort((a, b) => share(a, 1.5, 250) - share(b, 1.5, 250));
    const middle = seen[2] as Seen;
    within("runs page: useful paint, share of 1.5 × calls + 250 ms", share(middle, 1.5, 250), 1, told(middle));
  });

  it("shows the rows of a filter soon", async () => {
    const { page, meter } = await settled();
    const all: (Seen & { main: number })[] = [];
    for (const text of [
      "metrics.loss < 0.4",
      "params.optimizer = 'adam'",
      "metrics.accuracy > 0.8",
      "metrics.loss < 0.3",
    ])
      all.push(await filter(page, meter, text));
    all.sort((a, b) => share(a, 1.3, 50) - share(b, 1.3, 50));
    const middle = all[1] as Seen;
    within("filter to rows, share of 1.3 × call + 50 ms", share(middle, 1.3, 50), 1, told(middle));
    within("filter: main ms", median(all.map(({ main }) => main)), 30);
    await page.close();
  });

  it("scrolls freely through all rows", async () => {
    const { page, meter } = await settled();
    const before = await meter.heap();
    await scroll(page, meter, 3, 30);
    const wheel = [await scroll(page, meter, 3), await scroll(page, meter, 3), await scroll(page, meter, 3)];
    const drag = [await scroll(page, meter, 50), await scroll(page, meter, 50), await scroll(page, meter, 50)];
    const side = await sideways(page, meter);
    const far = await scroll(page, meter, 1000);
    within("scroll, wheel: main ms a frame", median(wheel.map(({ frame }) => frame)), 9);
    within("scroll, drag: main ms a frame", median(drag.map(({ frame }) => frame)), 7);
    within("scroll, sideways: main ms a frame", side, 9);
    within("scroll: elements in the page", Math.max(far.nodes, ...[...wheel, ...drag].map(({ nodes }) => nodes)), 1200);
    within("scroll: heap, MB more", ((await meter.heap()) - before) / 1e6, 30);
    const blanks: Seen[] = [];
    for (let i = 0; i < 5; i++) {
      blanks.push(await jump(page));
      await page.waitForLoadState("networkidle");
    }
    blanks.sort((a, b) => share(a, 1.5, 60) - share(b, 1.5, 60));
    const middle = blanks[2] as Seen;
    within("a far jump: rows blank, share of 1.5 × call + 60 ms pace", share(middle, 1.5, 60), 1, told(middle));
    await page.close();
  });
});

async function sideways(page: Page, meter: Meter): Promise<number> {
  const frames = 60;
  const cost = await meter.cost(() =>
    page.evaluate(async (count) => {
      const grid = document.querySelector("[role=grid]");
      for (let i = 0; i < count && grid; i++) {
        grid.scrollLeft += i < count / 2 ? 24 : -24;
        await new Promise((done) => requestAnimationFrame(done));
      }
    }, frames),
  );
  return cost / frames;
}
