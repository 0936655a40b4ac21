import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, open, type WatchedPage } from "../support/browser";
import { Logger } from "../support/data";
import * as hostile from "../support/hostile";
import { picture } from "../support/pictures";
import { type Server, startServer } from "../support/server";

/** Whatever is logged is text wherever it stands: nothing runs, nothing is asked from elsewhere, nothing hides or turns what one reads. */

const all = Object.values({ ...hostile.texts, ...hostile.longs });

let browser: Browser;
let server: Server;
let experiment: string;
let runs: string[];
/** The run that has everything. */
let worst: string;
let model: string;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  server = await startServer();
  const logger = new Logger(server);
  for (const [i, name] of all.entries())
    if (i > 0) await logger.experiment(name.slice(0, 500), { "mlflow.note.content": name, team: name });
  experiment = await logger.experiment(hostile.texts.html ?? "", { "mlflow.note.content": hostile.note });
  runs = [];
  for (const [i, text] of all.entries())
    runs.push(
      await logger.run(experiment, {
        name: text,
        start: 1_700_000_000_000 - i * 1000,
        params: { [hostile.keys[i % hostile.keys.length] ?? ""]: text, text },
        tags: { [hostile.keys[i % hostile.keys.length] ?? ""]: text, "mlflow.runColor": text, "mlflow.user": text },
        metrics: { ["__proto__"]: i, "-1": [1, 2], constructor: [i, i / 7], [`${"k".repeat(200)} end`]: [1, 0.5, 0.1] },
      }),
    );
  worst = await logger.run(experiment, {
    name: hostile.texts.controls ?? "",
    start: Number.MAX_SAFE_INTEGER,
    params: Object.fromEntries(hostile.keys.map((key, i) => [key, all[i] ?? ""])),
    tags: {
      "mlflow.note.content": hostile.note,
      "mlflow.source.name": hostile.texts.html ?? "",
      "mlflow.source.type": hostile.texts.script ?? "",
      "mlflow.source.git.repoURL": "javascript:alert(20)//github.com/a/b",
      "mlflow.source.git.commit": "deadbeef\u202e",
      "mlflow.source.git.diff": hostile.files["changes.diff"] as string,
      "mlflow.log-model.history": "[".repeat(5000),
      "mlflow.loggedArtifacts": '[{"path":"../x","type":"table"}]',
    },
  });
  await logger.call("runs/set-tag", { run_id: worst, key: "mlflow.parentRunId", value: worst });
  await logger.call("runs/set-tag", { run_id: runs[0], key: "mlflow.parentRunId", value: runs[1] });
  await logger.call("runs/set-tag", { run_id: runs[1], key: "mlflow.parentRunId", value: runs[0] });
  const odd = hostile.numbers.flatMap((value, i) => [
    { key: "numbers", value, step: i, timestamp: i },
    {
      key: `number ${i}`,
      value,
      step: i % 2 ? Number.MAX_SAFE_INTEGER : -5,
      timestamp: i % 2 ? Number.MAX_SAFE_INTEGER : 0,
    },
  ]);
  await logger.call("runs/log-batch", { run_id: worst, metrics: odd });
  await logger.call("runs/log-inputs", {
    run_id: worst,
    datasets: [
      {
        tags: [{ key: "mlflow.data.context", value: hostile.texts.html }],
        dataset: {
          name: hostile.texts.html,
          digest: "\u202edigest",
          source_type: hostile.texts.script?.slice(0, 36),
          source: `{"uri": "javascript:alert(21)", "url": ${JSON.stringify(hostile.texts.html)}}`,
          schema: `{"mlflow_colspec": [{"name": ${JSON.stringify(hostile.texts.svg)}, "type": "\\u202edouble"}]}`,
          profile: "[".repeat(3000),
        },
      },
    ],
  });
  for (const [path, content] of Object.entries(hostile.files)) await logger.file(experiment, worst, path, content);
  await logger.file(experiment, runs[0] ?? "", "train.py", hostile.texts.html ?? "");
  await logger.file(experiment, worst, "same.txt", hostile.texts.html ?? "");
  await logger.file(experiment, runs[0] ?? "", "same.txt", hostile.texts["turned around"] ?? "");
  model = `${hostile.texts.svg?.replaceAll("/", "")}\u202eledom`;
  await logger.call("registered-models/create", {
    name: model,
    description: hostile.note,
    tags: [{ key: "__proto__", value: hostile.texts.html }],
  });
  for (let version = 1; version <= 2; version++)
    await logger.call("model-versions/create", {
      name: model,
      source: version === 1 ? `runs:/${worst}/model` : "https://example.org/javascript:alert(22)",
      run_id: worst,
      description: hostile.note,
      tags: [{ key: "constructor", value: hostile.texts["turned around"] }],
    });
  await logger.call("registered-models/alias", { name: model, alias: "__proto__", version: "1" });

  watched = await open(browser, `${server.url}experiments`, {
    acceptDownloads: true,
    // What the frame of a hostile page is refused; files that a table of pictures names, or that have no size; what is not there.
    allowed:
      /\/artifacts\/preview\?|sandboxed|frame-src refused https:\/\/example\.org|status of 4(00|04|16) .*\/get-artifact|status of 404/,
  });
  page = watched.page;
});

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await server?.stop();
});

/** What must never be seen in a page: characters that turn or hide what is around them. */
const forbidden =
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]";

/** Fails if anything of the page as it stands is more than text, or text that deceives. */
async function expectHarmless(where: string, shown: readonly string[] = []): Promise<void> {
  const found = await page.evaluate((source) => {
    const deceives = new RegExp(source);
    const told: string[] = [];
    if (document.querySelector("[data-hostile]")) told.push("markup became an element");
    if ("hostile" in {}) told.push("a prototype was changed");
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ALL);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      if (node instanceof Text && deceives.test(node.data))
        told.push(`text in <${node.parentElement?.className}>: ${JSON.stringify(node.data.slice(0, 80))}`);
      if (!(node instanceof Element)) continue;
      for (const { name, value } of node.attributes) {
        if (name.startsWith("on")) told.push(`an attribute ${name}`);
        if (/^(title|alt|placeholder|aria-.*)$/.test(name) && deceives.test(value))
          told.push(`${name} of <${node.tagName} ${node.className}>: ${JSON.stringify(value.slice(0, 80))}`);
        if (/^(href|src|action|xlink:href)$/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value))
          told.push(`a link to ${value.slice(0, 40)}`);
      }
    }
    if (deceives.test(document.title)) told.push(`the title ${JSON.stringify(document.title)}`);
    const wider = document.documentElement.scrollWidth - innerWidth;
    if (wider > 0) told.push(`the page is ${wider} px too wide`);
    return told;
  }, forbidden);
  expect(found, where).toEqual([]);
  for (const text of shown) await page.getByText(text).first().waitFor();
  watched.expectNoFaults();
}

async function go(path: string): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await settled();
}

async function loaded(): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[role="status"][aria-label^="Loading"]'));
}

/** Waits until the page has what it waits for. */
async function settled(): Promise<void> {
  await loaded();
  await page.waitForLoadState("networkidle");
}

it("the list of experiments", async () => {
  await go("experiments");
  await expectHarmless("experiments", [
    hostile.texts.html ?? "",
    "safe⟨202e⟩gnp.exe",
    "bell␇ back␈␈␈ escape␛[31mred⟨009b⟩",
    "שלום עולם",
  ]);
  await picture(page, "hostile-experiments");
});

it("the table of runs, and its columns and menus", async () => {
  await go(`experiments/${experiment}/runs?split=off`);
  await page.getByText("safe⟨202e⟩gnp.exe").first().waitFor();
  await expectHarmless("runs");
  await picture(page, "hostile-runs");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("dialog", { name: "Columns" }).waitFor();
  await settled();
  await expectHarmless("columns");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Filter runs" }).fill("params.text = ");
  await page.getByRole("option").first().waitFor();
  await expectHarmless("values that complete a filter");
  await page.getByRole("combobox", { name: "Filter runs" }).fill("params.__proto__ = '<img src=x data-hostile'");
  await page.keyboard.press("Enter");
  await settled();
  await expectHarmless("chips");
  // A run that is its own parent, and two that are each other's.
  await go(
    `experiments/${experiment}/runs?sort=start_time&cols=${hostile.keys.map((key) => encodeURIComponent(`params.\`${key}\``)).join(",")}`,
  );
  await expectHarmless("runs beside charts");
});

it.each([
  ["charts", () => `experiments/${experiment}/charts`],
  ["notes", () => `experiments/${experiment}/notes`],
  ["a run", () => `runs/${worst}`],
  ["charts of a run", () => `runs/${worst}/charts`],
  ["system metrics of a run", () => `runs/${worst}/system`],
  ["a comparison", () => `compare?runs=${runs.slice(0, 12).join(",")},${worst}&equal=1&base=${worst}`],
  ["a comparison's charts", () => `compare?runs=${runs.slice(0, 12).join(",")},${worst}&show=charts`],
  ["a comparison's files", () => `compare?runs=${runs[0]},${worst}&show=files`],
  ["models", () => "models"],
  ["a model", () => `models/${encodeURIComponent(model)}`],
  ["a version", () => `models/${encodeURIComponent(model)}/versions/1`],
  ["a version from elsewhere", () => `models/${encodeURIComponent(model)}/versions/2`],
  ["no such run", () => `runs/${encodeURIComponent(hostile.texts.html ?? "")}`],
  ["no such page", () => `${encodeURIComponent(hostile.texts.html ?? "")}#${hostile.texts.script}`],
])("%s", async (where, path) => {
  await go(path());
  await expectHarmless(where);
  await picture(page, `hostile-${where.replaceAll(" ", "-")}`);
});

it("each file", async () => {
  await go(`runs/${worst}/artifacts`);
  await expectHarmless("the tree of files", ["turned⟨202e⟩gnp.exe", "a+b&c=d;e@f,g.txt"]);
  for (const path of Object.keys(hostile.files)) {
    await page.evaluate(
      (to) => {
        history.pushState({}, "", to);
        dispatchEvent(new PopStateEvent("popstate"));
      },
      `/runs/${worst}/artifacts/${path.split("/").map(encodeURIComponent).join("/")}`,
    );
    await page.getByRole("region", { name: "The file" }).getByRole("heading", { level: 2 }).waitFor();
    await loaded();
    await expectHarmless(path);
  }
  // Pictures of a log_image whose key is markup.
  await go(`runs/${worst}/artifacts/images`);
  await expectHarmless("pictures by step", ["<b data-hostile>"]);
  // A page in its frame: after a second it tries to lead the frame elsewhere.
  const refused = page.waitForEvent("console", (message) =>
    message.text().includes("frame-src refused https://example.org"),
  );
  await go(`runs/${worst}/artifacts/page.html`);
  await refused;
  expect(new URL(page.url()).pathname).toContain("page.html");
  await expectHarmless("a hostile page in its frame");
});

it("exports: no formula in a CSV, every character in JSON", async () => {
  await go(`experiments/${experiment}/runs?split=off&cols=params.text,tags.constructor`);
  const save = async (name: string) => {
    await page.getByRole("button", { name: "Active runs" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name }).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  const rows = readCsv(await save("Export as CSV"));
  expect(rows.length).toBe(1 + runs.length + 1);
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const formulas = rows.flat().filter((field) => /^[=+\-@\t\r]/.test(field) && !isNumber.test(field));
  expect(formulas).toEqual([]);
  expect(rows.flat()).toContain(`'${hostile.texts.formula}`);
  const lines = (await save("Export as JSON")).trim().split("\n");
  const told = new Set(lines.map((line) => JSON.parse(line)["params.text"] as string));
  for (const text of all) expect(told).toContain(text);
  watched.expectNoFaults();
});

/** The fields of a CSV file, as a spreadsheet reads them. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}
