/** How soon the page answers, whatever one does: by the browser's own Event Timing, from the key or click to the next frame. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "../support/browser";
import { openPlace, type Place } from "./place";
import { within } from "./report";
import { frames } from "./tableCosts";

let browser: Browser;
let place: Place;

beforeAll(async () => {
  browser = await launch();
  place = await openPlace(["table", "charts"]);
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await place?.stop();
});

const BAR = 100;

async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const slowest = new Map<number, number>();
    Object.assign(window, { slowest });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        const { interactionId } = entry as unknown as { interactionId: number };
        if (interactionId) slowest.set(interactionId, Math.max(slowest.get(interactionId) ?? 0, entry.duration));
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
}

/** Everyday work in the table and beside it; one interaction each. */
async function work(page: Page): Promise<number> {
  let done = 0;
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await frames(page, 2);
    done++;
  };
  const click = async (x: number, y: number) => {
    await page.mouse.click(x, y);
    await frames(page, 2);
    done++;
  };
  const cell = await page.locator("[data-row='4'] > [data-col='4']").boundingBox();
  await click((cell?.x ?? 0) + 20, (cell?.y ?? 0) + 10);
  for (const key of ["ArrowDown", "ArrowRight", "x", "ArrowDown", "x", "v", "v", "PageDown", "PageUp"])
    await press(key);
  await press("Space");
  for (let i = 0; i < 6; i++) await press("ArrowDown");
  await press("Escape");
  const head = await page.getByRole("columnheader", { name: /^accuracy/ }).boundingBox();
  await click((head?.x ?? 0) + (head?.width ?? 0) - 30, (head?.y ?? 0) + 14);
  await page.waitForLoadState("networkidle");
  for (const key of ["Control+End", "Control+Home", "ArrowDown", "o", "o"]) await press(key);
  await press("/");
  for (const key of "metrics.loss < 0.4") await press(key === " " ? "Space" : key);
  await page.waitForLoadState("networkidle");
  await press("Escape");
  return done;
}

it("answers within a tenth of a second, 98 times of 100", async () => {
  let all = 0;
  const slow: number[] = [];
  for (const split of ["off", "half"]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await watch(page);
    await page.goto(`${place.url}experiments/${place.experiments.table}/runs?split=${split}`);
    await page.locator("[data-run]").first().waitFor();
    await page.waitForLoadState("networkidle");
    all += await work(page);
    await page.waitForTimeout(300);
    const slowest = await page.evaluate(() => [
      ...(window as unknown as { slowest: Map<number, number> }).slowest.values(),
    ]);
    slow.push(...slowest);
    await page.close();
  }
  // Those below 16 ms are not told one by one.
  const sorted = [...slow, ...new Array<number>(Math.max(0, all - slow.length)).fill(16)].sort((a, b) => a - b);
  const at = sorted[Math.ceil(sorted.length * 0.98) - 1] ?? 0;
  const over = sorted.filter((ms) => ms > BAR).length;
  within("interactions: 98 of 100 within, ms", at, BAR, `${over} of ${sorted.length} over ${BAR} ms`);
});
