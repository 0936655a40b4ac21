import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessible, launch, open, type WatchedPage } from "../support/browser";
import { Logger } from "../support/data";
import { type Server, startServer } from "../support/server";

/** Files of a run: each kind shown in place, and nothing of them runs as the page. */

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const html = `<!doctype html><title>report</title><h1 id="said">waiting</h1><script>
  let reached = "nothing";
  try { parent.document.title = "taken"; reached = "the page"; } catch {}
  try { localStorage.length; reached = "storage"; } catch {}
  fetch("/api/2.0/mlflow/experiments/search?max_results=1").then(() => { reached = "the server"; }, () => {})
    .finally(() => { document.getElementById("said").textContent = "reached " + reached; });
</script>`;

const files: Record<string, string | Buffer> = {
  "notes.md": "# Findings\n\n<img src=x onerror=alert(1)> **bold**",
  "table.csv": 'name,value\n"=1+1",2\n<b>x</b>,3\n',
  "data.json": '{"layers": [1, 2, {"units": 64}]}',
  "train.py": "def train(rate: float) -> None:\n    print('rate', rate)\n",
  "plot.png": png,
  "page.html": html,
  "shape.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script></svg>',
  MLmodel: "artifact_path: model\nflavors:\n  python_function:\n    loader_module: mlflow.sklearn\nmodel_uuid: abc\n",
  "deep/a b.txt": "blanks in names",
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
  for (const [path, content] of Object.entries(files)) await logger.file(experiment, run, path, content);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

function show(path: string): Promise<WatchedPage> {
  // Calls that the sandbox refuses are what one of the files is about.
  return open(browser, `${server.url}runs/${run}/artifacts/${path}`, {
    acceptDownloads: true,
    allowed: path === "page.html" ? /Content Security Policy|policy:|localStorage|sandboxed/i : /^$/,
  });
}

const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();

it.each<[string, (page: Page) => Promise<unknown>]>([
  ["notes.md", (page) => page.getByRole("heading", { name: "Findings" }).waitFor()],
  ["table.csv", (page) => page.getByRole("cell", { name: "=1+1" }).waitFor()],
  ["data.json", text("layers")],
  ["train.py", text("train")],
  ["MLmodel", text(/python_function|Python function/)],
  ["deep/a%20b.txt", text("blanks in names")],
])("%s is shown in place", async (path, ready) => {
  const { page, expectNoFaults, close } = await show(path);
  await ready(page);
  await expectAccessible(page, path);
  expectNoFaults();
  await close();
});

it.each(["plot.png", "shape.svg"])("%s is a picture, and nothing else", async (path) => {
  const { page, expectNoFaults, close } = await show(path);
  const picture = page.getByRole("img", { name: path });
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  expectNoFaults();
  await close();
});

it("HTML runs in a sandbox that reaches nothing", async () => {
  const { page, close } = await show("page.html");
  const frame = page.frameLocator("iframe");
  await frame.getByText("reached nothing").waitFor();
  expect(await page.title()).not.toBe("taken");
  await close();
});

it("a folder is downloaded as a zip", async () => {
  const { page, expectNoFaults, close } = await show("deep");
  const download = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /zip/i })
    .or(page.getByRole("button", { name: /zip/i }))
    .first()
    .click();
  const file = readFileSync(await (await download).path());
  expect(file.subarray(0, 2).toString()).toBe("PK");
  expect(file.includes("deep/a b.txt")).toBe(true);
  expectNoFaults();
  await close();
});
