import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible, type WatchedPage } from "../support/browser";
import { sweepOf } from "../support/sweep";

const sweep = sweepOf(30, (i) => ({
  name: `run ${i}`,
  params: { optimizer: i % 2 ? "adam" : "sgd", seed: `${i}` },
  metrics: { accuracy: [0, i / 100] },
}));

function runs(search: string, options = {}): Promise<WatchedPage> {
  return sweep.open("runs", search, options);
}

const row = (page: Page, name: string) => page.getByRole("grid", { name: "Runs" }).getByRole("row", { name });
const drawer = (page: Page, name: string) => page.getByRole("complementary", { name, exact: true });
const shown = (page: Page) => new URL(page.url()).searchParams.get("drawer");

describe("the run beside the table", () => {
  it("is opened, followed and closed by keyboard alone, and stands in the address", async () => {
    const { page, expectNoFaults, close } = await runs("split=off");
    await row(page, "run 29").getByRole("gridcell").nth(3).click();
    await page.keyboard.press("Space");
    await drawer(page, "run 29").getByRole("table").getByText("adam").waitFor();
    expect(shown(page)).toBe(sweep.ids[29]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await drawer(page, "run 27").getByRole("table").getByText("0.27").first().waitFor();
    await expect.poll(() => shown(page)).toBe(sweep.ids[27]);
    expect(await page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row"))).toBe(
      "2",
    );
    await page.keyboard.press("Escape");
    await drawer(page, "run 27").waitFor({ state: "detached" });
    expect(shown(page)).toBeNull();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await drawer(page, "run 26").waitFor();
    await page.keyboard.press("Space");
    await drawer(page, "run 26").waitFor({ state: "detached" });
    expectNoFaults();
    await close();
  });

  it("goes on by its own buttons, which bring their rows, and gives the focus back", async () => {
    const { page, expectNoFaults, close } = await runs(`split=off&drawer=${sweep.ids[29]}`);
    await drawer(page, "run 29").waitFor();
    expect(await drawer(page, "run 29").getByRole("button", { name: "Previous run" }).isDisabled()).toBe(true);
    for (let i = 29; i > 0; i--) await drawer(page, `run ${i}`).getByRole("button", { name: "Next run" }).click();
    await drawer(page, "run 0").waitFor();
    expect(await drawer(page, "run 0").getByRole("button", { name: "Next run" }).isDisabled()).toBe(true);
    const place = await row(page, "run 0").first().boundingBox();
    expect((place?.y ?? 9999) + (place?.height ?? 0)).toBeLessThanOrEqual(900);
    await drawer(page, "run 0").getByRole("button", { name: "Close" }).click();
    await drawer(page, "run 0").waitFor({ state: "detached" });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row")))
      .toBe("29");
    expectNoFaults();
    await close();
  });

  it("opens by its button, over the charts, which cannot be reached meanwhile; Escape closes what lies above first", async () => {
    const { page, expectNoFaults, close } = await runs("split=half");
    await page.getByRole("application").first().waitFor();
    await row(page, "run 28").hover();
    await page.getByRole("button", { name: "Show run 28 beside the table" }).click();
    await drawer(page, "run 28").waitFor();
    const isReached = (chart: HTMLElement) => {
      chart.focus();
      return document.activeElement === chart;
    };
    expect(await page.locator("[role=application]").first().evaluate(isReached)).toBe(false);
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    await page.getByRole("dialog", { name: "Columns" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Columns" }).waitFor({ state: "detached" });
    expect(await drawer(page, "run 28").isVisible()).toBe(true);
    await page.goBack();
    await drawer(page, "run 28").waitFor({ state: "detached" });
    expect(await page.locator("[role=application]").first().evaluate(isReached)).toBe(true);
    expectNoFaults();
    await close();
  });

  it.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
  ] as const)("is accessible, %s at %i px", async (colorScheme, width) => {
    const { page, expectNoFaults, close } = await runs(`drawer=${sweep.ids[20]}`, {
      viewport: { width, height: 844 },
      colorScheme,
    });
    await drawer(page, "run 20").getByRole("region", { name: "Params" }).first().waitFor();
    await expectAccessible(page, "runs with a drawer");
    expectNoFaults();
    await close();
  });
});
