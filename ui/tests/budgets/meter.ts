import type { CDPSession, Page } from "playwright-core";

/** Milliseconds of processor time of a page's main thread: what other programs on the machine do has little say in it. */
export class Meter {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async on(page: Page): Promise<Meter> {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Meter(page, session);
  }

  private async now(): Promise<number> {
    const { metrics } = await this.session.send("Performance.getMetrics");
    return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1000;
  }

  /** What some doing costs the main thread, until nothing has been done for a while. */
  async cost(doing: () => Promise<unknown>): Promise<number> {
    await this.settle();
    const before = await this.now();
    await doing();
    return (await this.settle()) - before;
  }

  /** Waits until the main thread has rested: a tenth of a second with next to no work, three times. */
  private async settle(): Promise<number> {
    let last = await this.now();
    for (let rests = 0; rests < 3; ) {
      await this.page.waitForTimeout(100);
      const next = await this.now();
      rests = next - last < 2 ? rests + 1 : 0;
      last = next;
    }
    return last;
  }

  /** Bytes that the page's script holds, after a collection. */
  async heap(): Promise<number> {
    await this.session.send("HeapProfiler.enable");
    await this.session.send("HeapProfiler.collectGarbage");
    const { metrics } = await this.session.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? 0;
  }
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
