import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { picture } from "../support/pictures";
import { leat, type Server, startServer } from "../support/server";

/** Every page, empty and full, light and dark, wide and narrow: accessible, without faults, and pictured for people to look at. */

interface Place {
  name: string;
  path: string;
  /** Waits until the page shows what it is about. */
  ready: (page: Page) => Promise<unknown>;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole("heading", { name }).first().waitFor();
const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();

/** Charts stand beside the table where there is room. */
const rowsAndCharts = (row: string) => async (page: Page) => {
  await page.getByText(row).first().waitFor();
  if ((page.viewportSize()?.width ?? 0) > 900)
    await page
      .getByRole("application", { name: /points/ })
      .first()
      .waitFor();
};

const looks = [
  { scheme: "light", width: 1440, height: 900 },
  { scheme: "dark", width: 1440, height: 900 },
  { scheme: "light", width: 390, height: 844 },
  { scheme: "dark", width: 390, height: 844 },
] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

/** Visits places one after the other in one profile, as people do. */
async function visit(server: Server, places: readonly Place[], look: (typeof looks)[number]): Promise<void> {
  const { page, expectNoFaults, close } = await open(browser, server.url, {
    colorScheme: look.scheme,
    viewport: { width: look.width, height: look.height },
    allowed: /status of 404/,
  });
  for (const place of places) {
    await page.goto(server.url + place.path);
    await place.ready(page);
    await page.waitForFunction(() => !document.querySelector('[role="status"][aria-label="Loading"]'));
    await page.evaluate(() => document.fonts.ready);
    await picture(page, `${place.name}-${look.scheme}-${look.width}`);
    // In light, both are looked at.
    if (look.scheme === "light") await expectAccessibleInBoth(page, `${place.name}, ${look.width} wide`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${place.name} scrolls sideways at ${look.width}`).toBeLessThanOrEqual(0);
  }
  expectNoFaults();
  await close();
}

describe("an empty server", () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server?.stop());

  it.each(looks)("shows what to do, $scheme, $width wide", async (look) => {
    const places: Place[] = [
      { name: "empty-experiments", path: "experiments", ready: heading(/first run/) },
      { name: "empty-runs", path: "experiments/0/runs", ready: heading("Default") },
      { name: "empty-models", path: "models", ready: heading("No models are registered yet") },
      { name: "no-run", path: "runs/nothing", ready: text(/nothing/) },
      { name: "no-page", path: "nothing", ready: heading("There is no such page") },
    ];
    await visit(server, places, look);
  });
});

describe("a server in use", () => {
  let server: Server;
  let places: readonly Place[];

  beforeAll(async () => {
    server = await startServer();
    await leat(server.folder, "demo-data", "--runs", "300", "--points", "120000", "--experiment", "cifar-sweep");
    await leat(server.folder, "quickstart", "--dataset", "iris", "--tracking-uri", server.url);
    places = await placesOf(new Logger(server));
  });

  afterAll(() => server?.stop());

  it.each(looks)("shows everything, $scheme, $width wide", async (look) => visit(server, places, look));
});

interface Found {
  runs: { info: { run_id: string; run_name: string; artifact_uri: string } }[];
}

async function placesOf(logger: Logger): Promise<Place[]> {
  const { experiments } = await logger.call<{ experiments: { experiment_id: string; name: string }[] }>(
    "experiments/search",
    { max_results: 10 },
  );
  const idOf = (name: RegExp) => experiments.find((each) => name.test(each.name))?.experiment_id ?? "";
  const runsOf = (id: string, filter: string) =>
    logger.call<Found>("runs/search", { experiment_ids: [id], filter, max_results: 8 });
  const sweep = idOf(/cifar/);
  const trained = await runsOf(idOf(/quickstart/), "tags.`quickstart.best` = 'true'");
  const best = trained.runs[0]?.info.run_id ?? "";
  const drawn = (await runsOf(sweep, "")).runs.map(({ info }) => info);
  await logger.call("registered-models/create", { name: "iris", description: "The **best** of the quickstart." });
  await logger.call("model-versions/create", {
    name: "iris",
    source: `${trained.runs[0]?.info.artifact_uri}/model`,
    run_id: best,
  });
  await logger.call("registered-models/alias", { name: "iris", alias: "champion", version: "1" });
  return [
    { name: "experiments", path: "experiments", ready: text("cifar-sweep") },
    { name: "runs", path: `experiments/${sweep}/runs`, ready: rowsAndCharts(drawn[0]?.run_name ?? "") },
    { name: "charts", path: `experiments/${sweep}/charts`, ready: (page) => page.locator("canvas").first().waitFor() },
    { name: "notes", path: `experiments/${sweep}/notes`, ready: heading("cifar-sweep") },
    { name: "run", path: `runs/${best}`, ready: heading("Metrics") },
    {
      name: "run-charts",
      path: `runs/${drawn[0]?.run_id}/charts`,
      ready: (page) => page.locator("canvas").first().waitFor(),
    },
    { name: "run-system", path: `runs/${best}/system`, ready: heading(/./) },
    { name: "artifacts", path: `runs/${best}/artifacts`, ready: heading(/./) },
    { name: "artifact-folder", path: `runs/${best}/artifacts/model`, ready: heading("model") },
    {
      name: "compare",
      path: `compare?runs=${drawn.slice(0, 5).map(({ run_id }) => run_id)}`,
      ready: heading(/Compare|Comparing/),
    },
    { name: "models", path: "models", ready: text("iris") },
    { name: "model", path: "models/iris", ready: text("@champion") },
    { name: "version", path: "models/iris/versions/1", ready: heading("Details") },
  ];
}
