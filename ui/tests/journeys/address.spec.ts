import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessibleInBoth, open } from "../support/browser";
import { sweepOf } from "../support/sweep";

/** The address is the state of the page: it is sent to others, kept, and gone back in. */

const sweep = sweepOf(12, (i) => ({
  name: `run ${i}`,
  params: { optimizer: i % 2 ? "adam" : "sgd", depth: `${i}` },
  metrics: { accuracy: [0.1, i / 20], "val/loss": [2, 1 - i / 20] },
}));

const grid = (page: Page) => page.getByRole("grid", { name: "Runs" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ hasText: name });
const search = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** All that the page shows of its state. */
async function seen(page: Page): Promise<object> {
  await page
    .getByRole("application", { name: /points/ })
    .first()
    .waitFor();
  await page.waitForLoadState("networkidle");
  const texts = (role: "columnheader") => grid(page).getByRole(role).allTextContents();
  return {
    filter: await page.getByRole("combobox", { name: "Filter runs" }).inputValue(),
    columns: (await texts("columnheader")).filter((text) => text !== ""),
    sorted: await grid(page)
      .locator("[aria-sort]")
      .evaluateAll((heads) => heads.map((head) => `${head.textContent} ${head.ariaSort}`)),
    rows: await names(page),
    chosen: await grid(page)
      .locator("[aria-selected=true]")
      .evaluateAll((rows) => rows.map((each) => each.getAttribute("data-run")).sort()),
    selection: await page.getByText(/\d selected/).textContent(),
    drawn: (await page.getByRole("application").all()).length,
    charts: await page
      .getByRole("application")
      .evaluateAll((charts) => charts.map((chart) => chart.getAttribute("aria-label"))),
    axis: await page.getByRole("toolbar", { name: "Charts" }).getByRole("button").allTextContents(),
    smooth: await page.getByRole("slider", { name: /Smooth/ }).inputValue(),
  };
}

async function names(page: Page): Promise<string[]> {
  const links = await grid(page).getByRole("row").getByRole("link").all();
  const found = await Promise.all(
    links.map(async (link) => ({ text: (await link.textContent()) ?? "", y: (await link.boundingBox())?.y ?? 0 })),
  );
  return found.sort((a, b) => a.y - b.y).map(({ text }) => text);
}

it("is copied, and shows the same after a reload, in another tab, and to somebody else", async () => {
  const { page, expectNoFaults, close } = await open(
    sweep.browser,
    `${sweep.server.url}experiments/${sweep.experiment}/runs`,
  );
  await row(page, "run 11").first().waitFor();

  // Deliberate steps.
  await page.getByRole("combobox", { name: "Filter runs" }).fill("metrics.accuracy > 0.2");
  await page.getByRole("combobox", { name: "Filter runs" }).press("Enter");
  await row(page, "run 4").first().waitFor({ state: "detached" });
  await page.getByRole("columnheader", { name: /^accuracy/ }).focus();
  await page.keyboard.press("s");
  await expect.poll(() => search(page).sort).toBe("metrics.accuracy DESC");
  await page.keyboard.press("p");
  await expect.poll(() => search(page).pin).toBe("metrics.accuracy");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Columns" })
    .getByRole("checkbox", { name: /optimizer/ })
    .uncheck();
  await page.keyboard.press("Escape");
  await expect.poll(() => search(page).cols).toMatch(/depth/);
  expect(search(page).cols).not.toMatch(/optimizer/);
  await row(page, "run 10").getByRole("checkbox").check();
  await row(page, "run 8").getByRole("checkbox").check();
  await page.getByText("2 selected").waitFor();
  await row(page, "run 9").getByRole("gridcell").nth(3).click();
  await page.keyboard.press("v");
  await expect.poll(() => search(page).hide).toMatch(/^[0-9a-f]{32}$/);
  // And how charts are drawn.
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Relative time" }).click();
  await page.getByRole("slider", { name: /Smooth/ }).fill("40");
  await page.getByRole("button", { name: "Scale" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Logarithmic values" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search charts" }).fill("loss");
  await expect.poll(() => search(page)).toMatchObject({ x: "relative", smooth: "40", scale: "logy", charts: "loss" });
  await page.getByRole("grid").click({ position: { x: 300, y: 10 }, trial: true });

  const address = page.url();
  const before = await seen(page);
  expect(before).toMatchObject({
    filter: "metrics.accuracy > 0.2",
    rows: ["run 11", "run 10", "run 9", "run 8", "run 7", "run 6", "run 5"],
    selection: "2 selected",
    drawn: 1,
    smooth: "40",
  });
  await expectAccessibleInBoth(page, "a view with everything");
  await page.reload();
  expect(await seen(page)).toEqual(before);
  const tab = await page.context().newPage();
  await tab.goto(address);
  expect(await seen(tab)).toEqual(before);
  await tab.close();
  const somebody = await open(sweep.browser, address);
  expect(await seen(somebody.page)).toEqual(before);
  somebody.expectNoFaults();
  await somebody.close();
  expect(page.url()).toBe(address);
  expectNoFaults();
  await close();
});

it("is gone back in, a step at a time, and forward again", async () => {
  const { page, expectNoFaults, close } = await open(
    sweep.browser,
    `${sweep.server.url}experiments/${sweep.experiment}/runs?split=off`,
  );
  await row(page, "run 11").first().waitFor();
  const steps: Record<string, string>[] = [search(page)];
  const step = async (act: () => Promise<unknown>, changed: string) => {
    const before = search(page)[changed];
    await act();
    await expect.poll(() => search(page)[changed]).not.toBe(before);
    steps.push(search(page));
  };
  const head = page.getByRole("columnheader", { name: /^accuracy/ });
  await step(() => head.getByRole("button", { name: /^accuracy/ }).click(), "sort");
  await step(async () => {
    await head.focus();
    await page.keyboard.press("p");
  }, "pin");
  // Typing is one step, however many keys it takes.
  await step(async () => {
    await page
      .getByRole("combobox", { name: "Filter runs" })
      .pressSequentially("metrics.accuracy > 0.25", { delay: 60 });
    await expect.poll(() => search(page).q).toBe("metrics.accuracy > 0.25");
    await page.keyboard.press("Enter");
  }, "q");
  await step(() => page.getByRole("button", { name: /^Remove metrics.accuracy/ }).click(), "q");
  // Choosing runs is no step: nobody wants to go back through each.
  await row(page, "run 7").getByRole("checkbox").check();
  await expect.poll(() => search(page).sel).toMatch(/^[0-9a-f]{32}$/);
  steps[steps.length - 1] = search(page);
  for (const expected of steps.slice(0, -1).reverse()) {
    await page.goBack();
    await expect.poll(() => search(page)).toEqual(expected);
  }
  await expect.poll(async () => (await names(page))[0]).toBe("run 11");
  for (const expected of steps.slice(1)) {
    await page.goForward();
    await expect.poll(() => search(page)).toEqual(expected);
  }
  await page.getByText("1 selected").waitFor();
  // What lies behind a link is a step, too.
  await row(page, "run 7").getByRole("link").click();
  await page.getByRole("heading", { name: "run 7" }).waitFor();
  await page.keyboard.press("2");
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/charts$/);
  await page.goBack();
  await page.goBack();
  await page.getByText("1 selected").waitFor();
  expect(search(page)).toEqual(steps.at(-1));
  expectNoFaults();
  await close();
});

it.each([
  [
    "of runs",
    () =>
      `experiments/${sweep.experiment}/runs?sort=sideways&cols=nonsense,metrics.accuracy&top=-5&view=gone&split=third&x=up&smooth=1e9&scale=cubic&charts=(`,
    [
      "sort=sideways",
      "cols=nonsense,metrics.accuracy",
      "top=-5",
      "view=gone",
      "split=third",
      "x=up",
      "smooth=1e9",
      "scale=cubic",
    ],
    (page: Page) => row(page, "run 11").first().waitFor(),
  ],
  [
    "of charts",
    () => `experiments/${sweep.experiment}/charts?x=up&top=many`,
    ["x=up", "top=many"],
    (page: Page) => page.getByRole("application").first().waitFor(),
  ],
  [
    "of a comparison",
    () => `compare?runs=${"0".repeat(32)},../x&base=nobody&show=sideways`,
    ["runs=../x", "base=nobody", "show=sideways"],
    (page: Page) => page.getByText("does not exist").waitFor(),
  ],
])("that is wrong falls back, and says what was wrong: %s", async (_, path, faults, ready) => {
  const { page, expectNoFaults, close } = await open(sweep.browser, sweep.server.url + path(), {
    allowed: /status of 404/,
  });
  await ready(page);
  for (const fault of faults)
    await page
      .getByText(/^Not understood in the address/)
      .filter({ hasText: fault })
      .first()
      .waitFor();
  await expectAccessibleInBoth(page, "a wrong address");
  // It is said once: the next step does not say it again.
  expect(await page.getByText(/^Not understood in the address/).count()).toBeLessThanOrEqual(2);
  expectNoFaults();
  await close();
});

it("a filter that is wrong in the address is marked in the line, and the page stays usable", async () => {
  const wrong = encodeURIComponent("metrics.accuracy >");
  const { page, close } = await open(
    sweep.browser,
    `${sweep.server.url}experiments/${sweep.experiment}/runs?split=off&q=${wrong}`,
    {
      allowed: /status of 400/,
    },
  );
  await page.getByRole("alert").first().waitFor();
  expect(await page.getByRole("combobox", { name: "Filter runs" }).inputValue()).toBe("metrics.accuracy >");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await row(page, "run 11").first().waitFor();
  await close();
});
