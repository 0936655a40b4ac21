import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, open, type WatchedPage } from "../support/browser";
import { Logger } from "../support/data";
import { picture } from "../support/pictures";
import { type Server, startServer } from "../support/server";

/** Everything can be reached and read: 320 px wide, enlarged four times, without motion, and in the system's own colours. */

const statuses = ["FINISHED", "RUNNING", "FAILED", "KILLED"] as const;

let browser: Browser;
let server: Server;
let places: readonly [name: string, path: string][];

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  const logger = new Logger(server);
  const note =
    "Tried **four** ways.\n\n| way | score |\n|---|---|\n| a | 0.1 |\n\n```\nmlflow run . -P alpha=0.5 -P epochs=100\n```\n";
  const experiment = await logger.experiment("reached by everybody", { team: "vision", "mlflow.note.content": note });
  const ids: string[] = [];
  for (const [i, status] of statuses.entries())
    ids.push(
      await logger.run(experiment, {
        name: `attempt ${i + 1} with a name of some length`,
        status,
        start: 1_700_000_000_000 - i * 60_000,
        params: { optimizer: "adam", learning_rate: `0.00${i + 1}`, "augmentation.rotation_range": `${i}` },
        tags: { team: "vision", "mlflow.note.content": note, "mlflow.source.name": "/srv/projects/vision/train.py" },
        metrics: {
          accuracy: [0.1, 0.2 + i / 10],
          "val/loss": [2, 1 - i / 10],
          "system/cpu_utilization_percentage": [10, 20],
        },
      }),
    );
  const first = ids[0] ?? "";
  for (const id of ids.slice(0, 2))
    await logger.file(
      experiment,
      id,
      "train.py",
      `rate = "${id}"\n${"x = 1  # a line that is rather long ".repeat(5)}\n`,
    );
  await logger.file(
    experiment,
    first,
    "scores.csv",
    `${Array.from({ length: 12 }, (_, i) => `column ${i}`).join(",")}\n${"1,".repeat(11)}2\n`,
  );
  await logger.call("registered-models/create", { name: "classifier", description: note });
  await logger.call("model-versions/create", { name: "classifier", source: `runs:/${first}/model`, run_id: first });
  await logger.call("registered-models/alias", { name: "classifier", alias: "champion", version: "1" });
  places = [
    ["experiments", "experiments"],
    ["runs", `experiments/${experiment}/runs`],
    ["charts", `experiments/${experiment}/charts`],
    ["notes", `experiments/${experiment}/notes`],
    ["run", `runs/${first}`],
    ["run-charts", `runs/${first}/charts`],
    ["artifacts", `runs/${first}/artifacts`],
    ["code", `runs/${first}/artifacts/train.py`],
    ["table", `runs/${first}/artifacts/scores.csv`],
    ["compare", `compare?runs=${ids.join(",")}`],
    ["compare-files", `compare?runs=${ids.join(",")}&show=files`],
    ["models", "models"],
    ["version", "models/classifier/versions/1"],
  ];
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function go(page: Page, path: string): Promise<void> {
  await page.goto(server.url + path);
  await page.getByRole("heading").first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[role="status"][aria-label^="Loading"]'));
  await page.waitForLoadState("networkidle");
}

/** What is cut off at the right, and what must be scrolled in two directions though it is no table, chart or code. */
function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told: string[] = [];
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    // These are places of two dimensions: they scroll by themselves.
    const isPlane = (element: Element) =>
      element.matches("[role=grid], [role=region], [role=application], pre") ||
      element.querySelector("table, [role=table]");
    if (document.documentElement.scrollWidth > innerWidth) told.push("the page scrolls sideways");
    for (const element of document.querySelectorAll("body *")) {
      const style = getComputedStyle(element);
      if (
        scrolls(element) &&
        element.scrollWidth > element.clientWidth + 1 &&
        !isPlane(element) &&
        !element.matches("input")
      )
        told.push(`scrolls sideways: <${element.tagName} class="${element.className}">`);
      if (!element.matches("button, a, input, select, textarea, h1, h2, h3, p, label, dt, dd, td, summary")) continue;
      const box = element.getBoundingClientRect();
      if (
        box.width === 0 ||
        style.visibility === "hidden" ||
        element.closest(".visually-hidden, [inert], [aria-hidden=true]")
      )
        continue;
      let within: Element | null = element.parentElement;
      while (within && !scrolls(within)) within = within.parentElement;
      if (!within && (box.right > innerWidth + 1 || box.left < -1))
        told.push(`cut off: <${element.tagName} class="${element.className}"> ${element.textContent?.slice(0, 40)}`);
    }
    return told;
  });
}

/** Goes through the page by Tab; fails where the focus cannot be seen, or something lies over it. */
async function expectFocusSeen(page: Page, where: string): Promise<void> {
  const stops = new Set<string>();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const box = element.getBoundingClientRect();
      const shown = (each: Element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
        return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
      };
      const x = Math.min(Math.max((Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max((Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      const covers =
        top !== null && !element.contains(top) && !top.contains(element) && !top.closest("label")?.contains(element);
      const isThere = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const ringed = shown(element) || (element.parentElement !== null && shown(element.parentElement));
      return {
        what: `<${element.tagName} class="${element.className}"> ${(element.getAttribute("aria-label") ?? element.textContent ?? "").slice(0, 40)}`,
        faults: [
          !isThere && "out of view",
          isThere && covers && `under ${top?.className}`,
          !ringed && "not marked",
        ].filter(Boolean),
      };
    });
    if (!stop || stops.has(stop.what)) continue;
    stops.add(stop.what);
    expect(stop.faults, `${where}: ${stop.what}`).toEqual([]);
  }
  expect(stops.size, where).toBeGreaterThan(4);
}

// A window of 1280 by 1024, enlarged four times.
describe("320 by 256 px", () => {
  let watched: WatchedPage;

  beforeAll(async () => {
    watched = await open(browser, server.url, { viewport: { width: 320, height: 256 } });
  });

  afterAll(() => watched?.close());

  it.each(Array.from({ length: 13 }, (_, index) => index))(
    "nothing is cut off, and the focus is seen: page %i",
    async (index) => {
      const [name = "", path = ""] = places[index] ?? [];
      const { page } = watched;
      await go(page, path);
      await picture(page, `enlarged-${name}`);
      expect(await beyond(page), name).toEqual([]);
      await expectFocusSeen(page, name);
      watched.expectNoFaults();
    },
  );
});

it("menus and dialogs fit into 320 by 256 px", async () => {
  const { page, expectNoFaults, close } = await open(browser, server.url, { viewport: { width: 320, height: 256 } });
  await go(page, places[1]?.[1] ?? "");
  const fits = async (role: "menu" | "dialog") => {
    const box = await page.getByRole(role).first().boundingBox();
    expect(box && [box.x >= 0, box.y >= 0, box.x + box.width <= 320, box.y + box.height <= 256], role).toEqual([
      true,
      true,
      true,
      true,
    ]);
  };
  await page.getByRole("button", { name: "Active runs" }).click();
  await fits("menu");
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
  await fits("dialog");
  // All of it is reached by scrolling, its last button too.
  await page.getByRole("dialog").getByRole("button").last().scrollIntoViewIfNeeded();
  await page.getByRole("dialog").getByRole("button").last().click({ trial: true });
  expect(await beyond(page)).toEqual([]);
  expectNoFaults();
  await close();
});

it("nothing moves for those who asked for that", async () => {
  const { page, expectNoFaults, close } = await open(browser, server.url, { reducedMotion: "reduce" });
  for (const [name, path] of places.slice(0, 6)) {
    await go(page, path);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
          const lasts = (text: string) => text.split(",").some((part) => Number.parseFloat(part) > 0.02);
          return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration));
        })
        .map((element) => `<${element.tagName} class="${element.className}">`),
    );
    expect(moving, name).toEqual([]);
  }
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("menu").waitFor();
  expect(
    await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length),
  ).toBe(0);
  expectNoFaults();
  await close();
});

/** The colours that stand unmixed on a canvas, whoever drew it. */
function coloursOf(element: Element): string[] {
  const canvas = element as HTMLCanvasElement;
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  context?.drawImage(canvas, 0, 0);
  const pixels = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
  const found = new Set<string>();
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at + 3] === 255) found.add(`rgb(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]})`);
  return [...found];
}

it("in forced colours, all is still told apart", async () => {
  const { page, expectNoFaults, close } = await open(browser, server.url, { forcedColors: "active" });
  for (const [name, path] of places) {
    await go(page, path);
    await picture(page, `forced-${name}`);
  }
  await go(page, places[1]?.[1] ?? "");
  const grid = page.getByRole("grid", { name: "Runs" });
  // Status is a word and a picture in a colour that is not the ground's.
  for (const word of ["Finished", "Running", "Failed", "Killed"]) {
    const status = grid.getByText(word, { exact: true }).first();
    await status.waitFor({ state: "attached" });
    const drawn = await status.evaluate((element) => {
      const icon = element.parentElement?.querySelector("svg");
      return icon && getComputedStyle(icon).color !== getComputedStyle(document.body).backgroundColor;
    });
    expect(drawn, word).toBe(true);
  }
  const shapes = await grid.locator("svg").evaluateAll((icons) => new Set(icons.map((icon) => icon.innerHTML)).size);
  expect(shapes).toBeGreaterThanOrEqual(statuses.length);
  await expectFocusSeen(page, "runs in forced colours");
  // Lines have the colours of the marks beside their names.
  await go(page, places.find(([name]) => name === "charts")?.[1] ?? "");
  const mark = page.locator("main svg line").first();
  const colour = await mark.evaluate((line) => getComputedStyle(line).stroke);
  const drawn = page.locator("canvas").first();
  await expect.poll(() => drawn.evaluate(coloursOf)).toContain(colour);
  // What is chosen has another ground than what is not.
  await go(page, places.find(([name]) => name === "compare-files")?.[1] ?? "");
  const ground = (name: string) =>
    page.getByRole("button", { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(await ground("Files")).not.toBe(await ground("Table"));
  expectNoFaults();
  await close();
});
