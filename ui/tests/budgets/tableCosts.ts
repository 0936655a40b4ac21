import type { Page } from "playwright-core";
import type { Meter } from "./meter";

/** Waits for so many frames. */
export function frames(page: Page, count: number): Promise<void> {
  return page.evaluate(async (left) => {
    for (let i = 0; i < left; i++) await new Promise((done) => requestAnimationFrame(done));
  }, count);
}

export interface ScrollCost {
  /** Main ms a frame. */
  frame: number;
  /** The most elements that were in the page. */
  nodes: number;
}

/** Scrolls the table by so many rows a frame, up and down again where it is short. */
export async function scroll(page: Page, meter: Meter, rows: number, count = 120): Promise<ScrollCost> {
  let nodes = 0;
  const cost = await meter.cost(async () => {
    nodes = await page.evaluate(
      async ([by, frames]) => {
        const grid = document.querySelector("[role=grid]");
        if (!grid) throw new Error("There is no table.");
        let most = 0;
        let step = by;
        for (let i = 0; i < frames; i++) {
          const before = grid.scrollTop;
          grid.scrollTop += step;
          if (grid.scrollTop === before) step = -step;
          await new Promise((done) => requestAnimationFrame(done));
          if (i % 16 === 0) most = Math.max(most, document.querySelectorAll("*").length);
        }
        return most;
      },
      [rows * 32, count] as const,
    );
  });
  return { frame: cost / count, nodes };
}

/** When something was to be seen, and how long the calls took that it needed, in ms. */
export interface Seen {
  /** From the start of the first of the calls. */
  shown: number;
  calls: number;
}

/** Notes when rows are first there, from the start of the page. Before the page is opened. */
export async function watchPaint(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as unknown as { firstRow?: number };
    new MutationObserver((_, observer) => {
      if (!document.querySelector("[data-run]")) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        // Behind the frame's callbacks: when it has been painted.
        channel.port1.onmessage = () => {
          watched.firstRow = performance.now();
        };
        channel.port2.postMessage(undefined);
      });
    }).observe(document, { childList: true, subtree: true });
  });
}

/** How long the first rows took, beside the index page and the calls that they need. */
export async function paint(page: Page): Promise<Seen> {
  await page.waitForFunction(() => "firstRow" in window);
  return page.evaluate(() => {
    const took = (part: string) => {
      const first = performance.getEntriesByType("resource").find(({ name }) => name.includes(part));
      return first?.duration ?? 0;
    };
    const index = (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).responseEnd;
    return {
      shown: (window as unknown as { firstRow: number }).firstRow,
      calls: index + took("runs/table") + took("runs/columns"),
    };
  });
}

/** Sets the filter: how long its rows took from the call on, the call itself, and what it cost the page. */
export async function filter(page: Page, meter: Meter, text: string): Promise<Seen & { main: number }> {
  let seen: Seen = { shown: 0, calls: 0 };
  const main = await meter.cost(async () => {
    await page.evaluate(() => performance.clearResourceTimings());
    const rows = page.evaluate(
      () =>
        new Promise<number>((done) => {
          const grid = document.querySelector("[role=grid]");
          if (!grid) throw new Error("There is no table.");
          let wasBusy = false;
          const observer = new MutationObserver(() => {
            const isBusy = grid.getAttribute("aria-busy") === "true";
            if (wasBusy && !isBusy) {
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => done(performance.now())));
            }
            wasBusy = isBusy;
          });
          observer.observe(grid, { attributeFilter: ["aria-busy"] });
        }),
    );
    // By a selector, as looking for roles would be counted as well.
    await page.locator("input[role=combobox]").first().fill(text);
    const shown = await rows;
    seen = await page.evaluate((at) => {
      const call = performance.getEntriesByType("resource").find(({ name }) => name.includes("runs/table"));
      return { shown: at - (call?.startTime ?? 0), calls: call?.duration ?? 0 };
    }, shown);
  });
  return { ...seen, main };
}

/** Jumps far down: how long rows are blank, beside the call that fills them. */
export async function jump(page: Page): Promise<Seen> {
  return page.evaluate(async () => {
    const grid = document.querySelector("[role=grid]");
    if (!grid) throw new Error("There is no table.");
    performance.clearResourceTimings();
    const from = performance.now();
    grid.scrollTop = (0.35 + Math.random() * 0.3) * grid.scrollHeight;
    do await new Promise((done) => requestAnimationFrame(done));
    while (document.querySelectorAll("[data-row]:not([data-row='-1']):not([data-run])").length > 3);
    const call = performance.getEntriesByType("resource").find(({ name }) => name.includes("runs/table"));
    return { shown: performance.now() - from, calls: call?.duration ?? 0 };
  });
}
