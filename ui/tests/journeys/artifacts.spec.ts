import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open, type WatchedPage } from "../support/browser";
import { Logger } from "../support/data";
import { parquet, pdf, png, unzip, wav, webm } from "../support/files";
import { type Server, startServer } from "../support/server";

/** Files of a run: each kind shown in place, and nothing of them runs as the page. */

const html = `<!doctype html><title>report</title><h1 id="said">waiting</h1><script>
  let reached = "nothing";
  try { if (parent !== window) { parent.document.title = "taken"; reached = "the page"; } } catch {}
  try { localStorage.length; reached = "storage"; } catch {}
  try { document.cookie; reached = "cookies"; } catch {}
  new Image().src = "/api/2.0/mlflow/experiments/search?max_results=1&picture";
  fetch("/api/2.0/mlflow/experiments/search?max_results=1").then(() => { reached = "the server"; }, () => {})
    .finally(() => { document.getElementById("said").textContent = "reached " + reached; });
</script>`;

const mlmodel = `artifact_path: model
flavors:
  python_function:
    loader_module: mlflow.sklearn
    python_version: 3.12.1
  sklearn:
    sklearn_version: 1.5.2
signature:
  inputs: '[{"type": "double", "name": "sepal length", "required": true}]'
  outputs: '[{"type": "long", "required": true}]'
model_uuid: abc
`;

const image = (key: string, step: number, color: [number, number, number]) =>
  [`images/${key}%step%${step}%timestamp%17000000000${step}%id${step}${key}.png`, png(24, 16, color)] as const;

const files: Record<string, string | Buffer> = {
  "notes.md":
    "# Findings\n\n<img src=x onerror=alert(1)> **bold** [docs](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
  "table.csv": 'name,value\n"=1+1",10\n<b>x</b>,9\n',
  "table.tsv": "name\tvalue\nten, or so\t10\n",
  "table.parquet": parquet({ name: ["first", "<i>second</i>"], score: [0.25, 1e-7] }),
  "data.json": '{"layers": [1, 2, {"units": 64}], "big": 12345678901234567890, "nothing": null}',
  "config.yaml": "model:\n  depth: 12 # layers\n",
  "train.py": "def train(rate: float) -> None:\n    print('rate', rate)\n",
  "train.log": Array.from({ length: 5000 }, (_, i) => `line ${i + 1}`).join("\n"),
  "plot.png": png(48, 32, [200, 40, 40]),
  "shape.svg":
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><script>alert(1)</script><rect width="80" height="60" fill="green" onload="alert(1)"/></svg>',
  "page.html": html,
  "paper.pdf": pdf("First page", "Second page"),
  "tone.wav": wav(0.5),
  "weights.bin": Buffer.from([0, 1, 2, 0, 255, 254]),
  "empty.txt": "",
  "predictions.json": JSON.stringify({
    columns: ["label", "picture"],
    data: [
      ["cat", { type: "image", filepath: "plot.png", compressed_filepath: "plot.png" }],
      ["=dog", { type: "image", filepath: "plot.png", compressed_filepath: "plot.png" }],
    ],
  }),
  "model/MLmodel": mlmodel,
  "model/requirements.txt": "scikit-learn==1.5.2\n",
  "deep/er/a b.txt": "blanks in names",
  ...Object.fromEntries([image("dog", 0, [0, 0, 90]), image("dog", 5, [0, 90, 0]), image("cat", 5, [90, 0, 0])]),
};

let browser: Browser;
let server: Server;
let run: string;

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  const logger = new Logger(server);
  const experiment = await logger.experiment("files");
  run = await logger.run(experiment, { name: "with files" });
  const all = { ...files, "clip.webm": await webm(browser) };
  for (const [path, content] of Object.entries(all)) await logger.file(experiment, run, path, content);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const item = (page: Page, name: string) => page.getByRole("treeitem", { name: new RegExp(`^${name}`) });
const content = (page: Page) => page.getByRole("region", { name: "The file" });

describe("in place", () => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await open(browser, `${server.url}runs/${run}/artifacts`, {
      acceptDownloads: true,
      // A file without bytes has no range, and its size is not listed.
      allowed: /416 \(Range Not Satisfiable\)/,
    });
    page = watched.page;
  });

  afterAll(() => watched?.close());

  const isPicture = async (picture: Locator, width: number) => {
    await picture.waitFor();
    expect(await picture.evaluate((element) => element.tagName)).toBe("IMG");
    await expect.poll(() => picture.evaluate((each) => (each as HTMLImageElement).naturalWidth)).toBe(width);
  };

  /** Plays by the keyboard, as the browser's own controls do. */
  const plays = async (media: Locator) => {
    await media.focus();
    await page.keyboard.press("Space");
    await expect.poll(() => media.evaluate((each) => (each as HTMLMediaElement).currentTime)).toBeGreaterThan(0);
    await expect.poll(() => media.evaluate((each) => (each as HTMLMediaElement).ended)).toBe(true);
  };

  const cell = (name: string | RegExp) => page.getByRole("cell", { name });

  it.each<[string, () => Promise<unknown>]>([
    [
      "notes.md",
      async () => {
        await page.getByRole("heading", { name: "Findings" }).waitFor();
        await cell("2").waitFor();
        expect(await content(page).locator("img").count()).toBe(0);
        expect(await page.getByRole("link", { name: "docs" }).getAttribute("rel")).toContain("noopener");
      },
    ],
    [
      "table.csv",
      async () => {
        await cell("=1+1").waitFor();
        await cell("<b>x</b>").waitFor();
        // Sorted as numbers.
        await page.getByRole("columnheader", { name: "value" }).getByRole("button").click();
        expect(await content(page).getByRole("cell").allTextContents()).toEqual(["<b>x</b>", "9", "=1+1", "10"]);
        await page.getByRole("searchbox", { name: "Find rows" }).fill("1+1");
        await cell("<b>x</b>").waitFor({ state: "detached" });
      },
    ],
    ["table.tsv", () => cell("ten, or so").waitFor()],
    [
      "table.parquet",
      async () => {
        await cell("<i>second</i>").waitFor();
        await cell("1e-7").waitFor();
        await page.getByText("2 rows, 2 columns").waitFor();
      },
    ],
    [
      "data.json",
      async () => {
        // To the last digit, though no double has so many.
        await page.getByText("12345678901234567890").waitFor();
        await page.getByRole("button", { name: /layers/ }).click();
        await page.getByRole("button", { name: /layers/, expanded: false }).waitFor();
      },
    ],
    ["config.yaml", () => content(page).getByText("# layers").waitFor()],
    [
      "train.py",
      async () => {
        const word = content(page).getByText("def", { exact: true });
        await word.waitFor();
        const color = (place: Locator) => place.evaluate((element) => getComputedStyle(element).color);
        expect(await color(word)).not.toBe(
          await color(content(page).getByText("(rate: float)", { exact: false }).first()),
        );
      },
    ],
    [
      "train.log",
      async () => {
        const text = page.getByRole("region", { name: "The text" });
        await text.getByText("line 1", { exact: true }).waitFor();
        expect(await text.locator("code").count()).toBeLessThan(200);
        await text.evaluate((place) => place.scrollTo(0, place.scrollHeight));
        await text.getByText("line 5000").waitFor();
      },
    ],
    [
      "plot.png",
      async () => {
        await isPicture(page.getByRole("img", { name: "plot.png" }), 48);
        await page.getByText("48 × 32").waitFor();
      },
    ],
    ["shape.svg", () => isPicture(page.getByRole("img", { name: "shape.svg" }), 80)],
    [
      "paper.pdf",
      async () => {
        await page.getByText("Page 1 of 2").waitFor();
        await page.getByText("First page").waitFor();
        await page.getByRole("button", { name: "Next" }).click();
        await page.getByText("Second page").waitFor();
        const ink = await page.getByRole("img", { name: "Page 2" }).evaluate((element) => {
          const canvas = element as HTMLCanvasElement;
          const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return pixels.filter((value, at) => at % 4 === 0 && value < 128).length;
        });
        expect(ink).toBeGreaterThan(50);
      },
    ],
    ["tone.wav", () => plays(page.locator("audio"))],
    [
      "clip.webm",
      async () => {
        await plays(page.locator("video"));
        expect(await page.locator("video").evaluate((video) => (video as HTMLVideoElement).videoWidth)).toBe(64);
      },
    ],
    ["weights.bin", () => page.getByText("This file is not text, so there is nothing to show.").waitFor()],
    ["empty.txt", () => page.getByText("This file is empty.").waitFor()],
    [
      "predictions.json",
      async () => {
        await cell("=dog").waitFor();
        await isPicture(
          cell(/plot\.png/)
            .first()
            .getByRole("img"),
          48,
        );
        await page.getByRole("button", { name: "Tree", exact: true }).click();
        await page.getByRole("button", { name: /columns/ }).waitFor();
      },
    ],
    [
      "model",
      async () => {
        await page.getByRole("heading", { name: "sklearn", exact: true }).waitFor();
        await cell("sepal length").waitFor();
        await page.getByText(`runs:/${run}/model`).first().waitFor();
      },
    ],
    [
      "images",
      async () => {
        await isPicture(page.getByRole("img", { name: "dog at step 5" }), 24);
        await page.getByRole("slider", { name: "Step 5" }).press("Home");
        await isPicture(page.getByRole("img", { name: "dog at step 0" }), 24);
        await page.getByText("None so early.").waitFor();
      },
    ],
  ])("%s", async (path, shown) => {
    await item(page, path).click();
    await content(page).getByRole("heading", { name: path }).waitFor();
    await shown();
    await expectAccessibleInBoth(page, path);
    watched.expectNoFaults();
  });

  it("a folder is downloaded as a zip, a file as it is", async () => {
    await item(page, "deep").click();
    const save = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
      return readFileSync(await download.path());
    };
    const zip = unzip(await save("Folder as zip"));
    expect([...zip].map(([name, bytes]) => [name, bytes.toString()])).toEqual([["deep/er/a b.txt", "blanks in names"]]);
    await item(page, "tone.wav").click();
    expect(Buffer.compare(await save("Download"), wav(0.5))).toBe(0);
    watched.expectNoFaults();
  });

  it("the tree is gone through by keyboard, and files found by name", async () => {
    await page.goto(`${server.url}runs/${run}/artifacts`);
    await item(page, "deep").press("ArrowRight");
    await item(page, "er").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await item(page, "a b.txt").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await content(page).getByText("blanks in names").waitFor();
    expect(new URL(page.url()).pathname).toContain("/artifacts/deep/er/a%20b.txt");
    await page.getByRole("searchbox", { name: "Find files" }).fill("train");
    await item(page, "plot.png").waitFor({ state: "detached" });
    expect(await page.getByRole("treeitem", { name: /^train/ }).count()).toBe(2);
    watched.expectNoFaults();
  });
});

it("HTML runs in a sandbox that reaches nothing", async () => {
  const { page, close } = await open(browser, `${server.url}runs/${run}/artifacts`);
  const answered: string[] = [];
  page.on("response", (response) => answered.push(response.url()));
  await item(page, "page.html").click();
  const frame = page.frameLocator("iframe");
  await frame.getByText("reached nothing").waitFor();
  expect(await page.title()).not.toBe("taken");
  expect(answered.some((address) => address.includes("page.html"))).toBe(true);
  expect(answered.filter((address) => address.includes("&picture"))).toEqual([]);
  await expectAccessibleInBoth(page, "page.html");

  // Also where it is opened by itself.
  const address = (await page.locator("iframe").getAttribute("src")) ?? "";
  const answer = await fetch(new URL(address, server.url));
  expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox allow-scripts; default-src 'none'/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  await page.goto(new URL(address, server.url).href);
  await page.getByText("reached nothing").waitFor();
  expect(await page.evaluate(() => origin)).toBe("null");
  await close();
});
