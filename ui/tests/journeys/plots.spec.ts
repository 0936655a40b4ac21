import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible, type WatchedPage } from "../support/browser";
import { sweepOf } from "../support/sweep";

const sweep = sweepOf(40, (i) => ({
  name: i === 0 ? "<img src=x onerror=alert(1)>" : `run ${i}`,
  params: {
    lr: String(10 ** -(i % 4)),
    optimizer: i % 2 ? "adam" : "sgd",
    "odd: a/b.min": i % 2 ? "<b>x</b>" : "y\u202e",
  },
  metrics: { accuracy: i / 40, loss: 1 - i / 40, curve: [i, 2 * i, 3 * i] },
}));

const both = `plots=${encodeURIComponent("scatter,params.lr,metrics.accuracy,metrics.loss|parallel,params.lr,params.optimizer,metrics.accuracy")}`;

function go(tab: string, search: string, options = {}): Promise<WatchedPage> {
  return sweep.open(tab, search, { acceptDownloads: true, ...options });
}

const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const chart = (page: Page, name: RegExp) => page.getByRole("application", { name });

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (!box) throw new Error("There is no chart.");
  return box;
}

describe("charts of runs", () => {
  it("are added by a dialog, changed and removed, and stand in the address", async () => {
    const { page, expectNoFaults, close } = await go("charts", "");
    await page.getByRole("button", { name: "Add chart" }).click();
    await page.getByLabel("Across").selectOption({ label: "lr" });
    await page.getByLabel("Up").selectOption({ label: "accuracy" });
    await page.getByLabel("Colour").selectOption({ label: "loss" });
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await chart(page, /^accuracy by lr, coloured by loss: 40 runs/).waitFor();
    expect(param(page, "plots")).toBe("scatter,params.lr,metrics.accuracy,metrics.loss");
    const card = page.getByRole("region", { name: /^accuracy by lr/ });
    await card.hover();
    await card.getByRole("button", { name: /^More of/ }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    await page.getByLabel("Across").selectOption({ label: "optimizer" });
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await chart(page, /^accuracy by optimizer/).waitFor();
    await page.goBack();
    await chart(page, /^accuracy by lr/).waitFor();
    await card.hover();
    await card.getByRole("button", { name: /^More of/ }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await chart(page, /^accuracy by lr/).waitFor({ state: "detached" });
    expect(param(page, "plots")).toBeNull();
    expectNoFaults();
    await close();
  });

  it("filter by a part of an axis that is drawn up: of numbers, and of the texts that params are", async () => {
    const { page, expectNoFaults, close } = await go("runs", `${both}&split=full`);
    const parallel = chart(page, /^lr, optimizer, accuracy/);
    await parallel.waitFor();
    await page.waitForLoadState("networkidle");
    const box = await boxOf(parallel);
    const last = box.x + box.width - 56;
    await page.mouse.move(last, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(last, box.y + 32, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => param(page, "q")).toMatch(/^metrics\.accuracy >= 0\.\d+ AND metrics\.accuracy <= [\d.]+$/);
    await chart(page, /^lr, optimizer, accuracy: (1\d|2\d) runs/).waitFor();
    const middle = box.x + 56 + (box.width - 112) / 2;
    await page.mouse.move(middle, box.y + box.height - 4);
    await page.mouse.down();
    await page.mouse.move(middle, box.y + box.height * 0.55, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => param(page, "q")).toMatch(/ AND params\.optimizer = 'adam'$/);
    await page.goBack();
    await expect.poll(() => param(page, "q")).not.toContain("optimizer");
    expectNoFaults();
    await close();
  });

  it("light the run under the pointer in the table too, and show it on a click", async () => {
    const { page, expectNoFaults, close } = await go("runs", both);
    const scatter = chart(page, /^accuracy by lr/);
    await scatter.waitFor();
    await page.waitForLoadState("networkidle");
    await scatter.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.getByText("run 38: lr 0.01, accuracy 0.95, loss 0.05").waitFor({ state: "attached" });
    await expect.poll(() => page.locator("[data-lit]").first().textContent()).toContain("run 38");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "run 38" }).waitFor();
    expectNoFaults();
    await close();
  });

  it("are saved as a picture and as values", async () => {
    const { page, expectNoFaults, close } = await go("charts", both);
    const save = async (name: string) => {
      const card = page.getByRole("region", { name: /^accuracy by lr/ });
      await card.hover();
      await card.getByRole("button", { name: /^More of/ }).click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name }).click();
      return readFileSync(await (await download).path());
    };
    await chart(page, /^accuracy by lr/).waitFor();
    const svg = (await save("Save as SVG")).toString();
    expect(svg).toContain("accuracy by lr, coloured by loss</text>");
    expect(svg.match(/<(circle|path)/g)?.length).toBeGreaterThan(40);
    expect((await save("Save as PNG")).subarray(1, 4).toString()).toBe("PNG");
    const csv = (await save("Save values as CSV")).toString().trimEnd().split("\r\n");
    expect(csv.length).toBe(41);
    expect(csv[1]).toMatch(/^[0-9a-f]{32},run 39,0\.001,0\.975,/);
    expectNoFaults();
    await close();
  });

  it.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
  ] as const)("are accessible, %s at %i px, whatever things are called", async (colorScheme, width) => {
    const odd = `plots=${encodeURIComponent("parallel,params.`odd: a/b.min`,metrics.loss")}`;
    const { page, expectNoFaults, close } = await go("charts", odd, { viewport: { width, height: 844 }, colorScheme });
    await chart(page, /^odd: a\/b\.min, loss: 40 runs/).waitFor();
    await page.getByRole("button", { name: "Add chart" }).click();
    await page.getByRole("dialog").waitFor();
    await expectAccessible(page, "the dialog");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expectAccessible(page, "charts of runs");
    expectNoFaults();
    await close();
  });
});

describe("curves", () => {
  it("are shown as differences to one run, which stands in the address", async () => {
    const { page, expectNoFaults, close } = await go("charts", "charts=curve&scale=logy");
    await chart(page, /^curve/).waitFor();
    await page.getByRole("button", { name: /^Scale/ }).click();
    await page.getByRole("menuitem", { name: "Differences to one run" }).click();
    await page.getByRole("dialog").getByRole("combobox").selectOption({ label: "run 38" });
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect.poll(() => param(page, "base")).toMatch(/^[0-9a-f]{32}$/);
    await page.waitForLoadState("networkidle");
    await chart(page, /^curve/).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.getByText("run 39: 2 at step 1").waitFor({ state: "attached" });
    await page.keyboard.press("ArrowDown");
    await page.getByText("run 38: 0 at step 1").waitFor({ state: "attached" });
    await page.keyboard.press("ArrowDown");
    await page.getByText("run 37: −2 at step 1").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Less run 38" }).click();
    await expect.poll(() => param(page, "base")).toBeNull();
    await page.keyboard.press("Tab");
    expectNoFaults();
    await close();
  });
});
