/** What zooming into a series of 1,000,000 points costs. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "../support/browser";
import { Logger } from "../support/data";
import type { Server } from "../support/server";
import { openPlace, type Place } from "./place";
import { within } from "./report";

let browser: Browser;
let place: Place;

beforeAll(async () => {
  browser = await launch();
  place = await openPlace(["long"]);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await place?.stop();
});

it("zooms into a hundredth of a million points", async () => {
  const logger = new Logger(place as unknown as Server);
  const { runs } = await logger.call<{ runs: { info: { run_id: string } }[] }>("runs/search", {
    experiment_ids: [place.experiments.long],
    max_results: 1,
  });
  const shares: { share: number; shown: number; call: number }[] = [];
  for (let repeat = 0; repeat < 5; repeat++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${place.url}runs/${runs[0]?.info.run_id}/charts`);
    await page.getByText(/of 1,000,000 points/).waitFor();
    await page.waitForLoadState("networkidle");
    const { shown, call } = await zoom(page, 0.1 + 0.15 * repeat);
    shares.push({ share: shown / (1.3 * call + 30), shown, call });
    await page.close();
  }
  shares.sort((a, b) => a.share - b.share);
  const { share, shown, call } = shares[2] as (typeof shares)[number];
  const note = `${shown.toFixed(0)} ms, call ${call.toFixed(0)} ms`;
  within("zoom of 1,000,000 points, share of 1.3 × call + 30 ms", share, 1, note);
});

/** Draws up a hundredth of the axis: from the call on, how long it took until its points were drawn. */
async function zoom(page: Page, at: number): Promise<{ shown: number; call: number }> {
  const box = await page.getByRole("application").first().boundingBox();
  if (!box) throw new Error("There is no chart.");
  const left = box.x + box.width * at;
  await page.evaluate(() => performance.clearResourceTimings());
  const drawn = page.evaluate(
    () =>
      new Promise<number>((done) => {
        const badge = [...document.querySelectorAll("header span")].find((each) =>
          each.textContent?.includes("of 1,000,000 points"),
        );
        const card = badge?.closest("section");
        if (!card) throw new Error("There is no chart.");
        const observer = new MutationObserver(() => {
          if (!/of (?!1,000,000)[\d,]+ points/.test(card.textContent ?? "")) return;
          observer.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
        });
        observer.observe(card, { subtree: true, childList: true, characterData: true });
      }),
  );
  await page.mouse.move(left, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(left + Math.max(8, box.width / 100), box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  const at2 = await drawn;
  const call = await page.evaluate(() => {
    const entry = performance.getEntriesByType("resource").find(({ name }) => name.includes("metrics/history"));
    return { start: entry?.startTime ?? 0, duration: entry?.duration ?? 0 };
  });
  return { shown: at2 - call.start, call: call.duration };
}
