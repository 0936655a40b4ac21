import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible, type WatchedPage } from "../support/browser";
import { sweepOf } from "../support/sweep";

const sweep = sweepOf(20, (i) => ({
  name: `run ${i}`,
  params: { optimizer: i % 2 ? "adam" : "sgd", seed: "7", workers: "4", depth: `${i % 5}` },
  metrics: { accuracy: i / 100, loss: 1 - i / 100 },
}));

const five = "cols=metrics.accuracy,metrics.loss,params.depth,params.optimizer,duration&split=off";

function runs(search = five): Promise<WatchedPage> {
  return sweep.open("runs", search);
}

const head = (page: Page, name: string | RegExp) => page.getByRole("columnheader", { name });
const cell = (page: Page, row: string, at: number) =>
  page.getByRole("row", { name: row }).first().getByRole("gridcell").nth(at);
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** The names of the columns behind the run's, in order. */
async function order(page: Page): Promise<string> {
  const texts = await page.getByRole("columnheader").allTextContents();
  return texts.slice(3).join(" ");
}

async function drag(page: Page, from: { x: number; y: number }, by: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by / 2, from.y, { steps: 4 });
  await page.mouse.move(from.x + by, from.y, { steps: 4 });
  await page.mouse.up();
}

async function boxOf(page: Page, name: RegExp) {
  const box = await head(page, name).boundingBox();
  if (!box) throw new Error("There is no such header.");
  return box;
}

describe("columns", () => {
  it("are moved with the mouse, which sorts nothing, and stand in the address", async () => {
    const { page, expectNoFaults, close } = await runs();
    await cell(page, "run 19", 3).waitFor();
    const [from, to] = [await boxOf(page, /^accuracy/), await boxOf(page, /^depth/)];
    const start = { x: from.x + from.width / 2, y: from.y + 14 };
    await drag(page, start, to.x + to.width - 5 - start.x);
    await expect.poll(() => order(page)).toBe("losslast depth accuracylast optimizer Took");
    expect(param(page, "cols")).toBe("metrics.loss,params.depth,metrics.accuracy,params.optimizer,duration");
    expect(param(page, "sort")).toBeNull();
    await page.goBack();
    await expect.poll(() => order(page)).toBe("accuracylast losslast depth optimizer Took");
    await page.reload();
    await head(page, /^loss/).getByRole("button", { name: "loss", exact: false }).first().click();
    await expect.poll(() => param(page, "sort")).toBe("metrics.loss DESC");
    expectNoFaults();
    await close();
  });

  it("are pinned and freed by moving them across", async () => {
    const { page, expectNoFaults, close } = await runs(`${five}&pin=params.seed`);
    await cell(page, "run 19", 3).waitFor();
    const [pinned, loss] = [await boxOf(page, /^seed/), await boxOf(page, /^loss/)];
    await drag(page, { x: loss.x + loss.width / 2, y: loss.y + 14 }, pinned.x + 8 - loss.x - loss.width / 2);
    await expect.poll(() => param(page, "pin")).toBe("metrics.loss,params.seed");
    expect(param(page, "cols")).toBe("metrics.accuracy,params.depth,params.optimizer,duration");
    expectNoFaults();
    await close();
  });

  it("keep the width that somebody gave them, for this browser and not for the address", async () => {
    const { page, expectNoFaults, close } = await runs();
    await cell(page, "run 19", 3).waitFor();
    const before = await boxOf(page, /^optimizer/);
    await drag(page, { x: before.x + before.width - 2, y: before.y + 16 }, 90);
    expect((await boxOf(page, /^optimizer/)).width).toBeCloseTo(before.width + 90, -1);
    expect(param(page, "cols")).toBe(new URLSearchParams(five).get("cols"));
    await page.reload();
    await cell(page, "run 19", 3).waitFor();
    expect((await boxOf(page, /^optimizer/)).width).toBeCloseTo(before.width + 90, -1);
    expectNoFaults();
    await close();
  });

  it("are moved and sized by keys, and the keyboard stays in the moved one", async () => {
    const { page, expectNoFaults, close } = await runs();
    await cell(page, "run 19", 3).waitFor();
    await head(page, /^accuracy/).focus();
    await page.keyboard.press("Alt+ArrowRight");
    await expect.poll(() => order(page)).toBe("losslast accuracylast depth optimizer Took");
    await page.keyboard.press("Alt+ArrowRight");
    await expect.poll(() => order(page)).toBe("losslast depth accuracylast optimizer Took");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("accuracylast");
    const { width } = await boxOf(page, /^accuracy/);
    await page.keyboard.press("Alt+Shift+ArrowLeft");
    expect((await boxOf(page, /^accuracy/)).width).toBe(width - 16);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Alt+ArrowLeft");
    await expect.poll(() => order(page)).toBe("losslast accuracylast depth optimizer Took");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("0.1900");
    expectNoFaults();
    await close();
  });

  it("that are equal in all rows are shown and hidden in one step", async () => {
    const { page, expectNoFaults, close } = await runs("split=off");
    await page.getByRole("button", { name: "2 equal columns hidden" }).click();
    await head(page, /^seed/).waitFor();
    await head(page, /^workers/).waitFor();
    // Started and took are as equal as the params: chosen columns are offered whatever their kind.
    await page.getByRole("button", { name: /^Hide \d equal columns$/ }).click();
    await head(page, /^seed/).waitFor({ state: "detached" });
    await head(page, /^workers/).waitFor({ state: "detached" });
    await head(page, /^optimizer/).waitFor();
    await page.goBack();
    await head(page, /^seed/).waitFor();
    expectNoFaults();
    await close();
  });

  it("show how their values are distributed, and where the run under the pointer stands", async () => {
    const { page, expectNoFaults, close } = await runs();
    const mark = head(page, /^accuracy/).locator("[data-strip]");
    await cell(page, "run 0", 3).hover();
    await expect.poll(() => mark.evaluate((each) => each.style.left)).toBe("0%");
    await cell(page, "run 19", 3).hover();
    await expect.poll(() => mark.evaluate((each) => each.style.left)).toBe("100%");
    expect(await mark.evaluate((each) => getComputedStyle(each).visibility)).toBe("visible");
    expectNoFaults();
    await close();
  });
});

describe("cells", () => {
  it("filter by their value, by Alt-click and by a menu that the keyboard opens too", async () => {
    const { page, expectNoFaults, close } = await runs();
    await cell(page, "run 19", 6).click({ modifiers: ["Alt"] });
    await expect.poll(() => param(page, "q")).toBe("params.optimizer = 'adam'");
    await page.getByRole("row", { name: "run 18" }).waitFor({ state: "detached" });
    await cell(page, "run 17", 3).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Only runs with at least 0.17" }).click();
    await expect.poll(() => param(page, "q")).toBe("params.optimizer = 'adam' AND metrics.accuracy >= 0.17");
    await page.getByRole("row", { name: "run 15" }).waitFor({ state: "detached" });
    await cell(page, "run 19", 5).click();
    await page.keyboard.press("Shift+F10");
    const item = page.getByRole("menuitem", { name: "Only runs without 4" });
    await item.waitFor();
    await expectAccessible(page, "the menu of a cell");
    await page.keyboard.press("Escape");
    await item.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-col"))).toBe("5");
    await page.keyboard.press("Shift+F10");
    await item.click();
    await expect.poll(() => param(page, "q")).toMatch(/AND params\.depth != '4'$/);
    await page.getByRole("row", { name: "run 19" }).waitFor({ state: "detached" });
    expectNoFaults();
    await close();
  });
});
