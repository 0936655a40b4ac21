import { readFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { type Server, startServer } from "../support/server";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

describe("the frame", () => {
  let server: Server;
  let run: string;

  beforeAll(async () => {
    server = await startServer();
    const logger = new Logger(server);
    const experiment = await logger.experiment("frames");
    run = await logger.run(experiment, { name: "first", metrics: { loss: [1, 0.5] } });
  });

  afterAll(() => server?.stop());

  it.each(["light", "dark"] as const)("is accessible, and its policy refuses nothing, %s", async (colorScheme) => {
    const { page, expectNoFaults, close } = await open(browser, server.url, { colorScheme });
    await page.getByRole("link", { name: "frames" }).waitFor();
    await expectAccessible(page, "experiments");
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).waitFor();
    await expectAccessible(page, "settings");
    expectNoFaults();
    await close();
  });

  it("knows the calls as the server describes them", async () => {
    const description = await fetch(`${server.url}api/leat/1.0/openapi.json`);
    const types = COMMENT_HEADER + astToString(await openapiTS(await description.text()));
    const committed = await readFile(new URL("../../src/api/schema.d.ts", import.meta.url), "utf8");
    expect(committed === types, "src/api/schema.d.ts is stale: LEAT_SERVER=<its address> npm run gen").toBe(true);
  });

  it("keeps the theme that was chosen", async () => {
    const { page, close } = await open(browser, server.url, { colorScheme: "light" });
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    const dark = await background();
    await page.reload();
    await page.getByRole("navigation", { name: "Places" }).waitFor();
    expect(await background()).toBe(dark);
    expect(dark).not.toBe("rgb(255, 255, 255)");
    await close();
  });

  it("switches single-letter keys off, for the next visit too", async () => {
    const { page, close } = await open(browser, `${server.url}experiments/1/runs`);
    const filter = page.getByRole("combobox", { name: /filter/i });
    await page.getByRole("row").filter({ hasText: "first" }).waitFor();
    await page.keyboard.press("/");
    expect(await filter.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Single letters are shortcuts" }).click();
    await page.reload();
    await page.getByRole("row").filter({ hasText: "first" }).waitFor();
    await page.keyboard.press("/");
    expect(await filter.evaluate((input) => input === document.activeElement)).toBe(false);
    await close();
  });

  it("follows the links that MLflow's clients print, and says so where there is nothing", async () => {
    const { page, expectNoFaults, close } = await open(browser, `${server.url}#/experiments/1/runs/${run}`);
    await page.getByRole("heading", { name: "first" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/runs/${run}`);
    await page.goto(`${server.url}#/no/such/place`);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.getByText("#/no/such/place").waitFor();
    expectNoFaults();
    await close();
  });
});

describe("below a prefix", () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer("--static-prefix", "/team/leat");
  });

  afterAll(() => server?.stop());

  it("everything is asked for below it", async () => {
    expect(new URL(server.url).pathname).toBe("/team/leat/");
    const { page, asked, expectNoFaults, close } = await open(browser, `${server.url}experiments/0/runs`);
    await page.getByRole("heading", { name: "Default" }).waitFor();
    await page.getByRole("link", { name: "Experiments" }).first().click();
    await page.getByRole("heading", { name: "Experiments" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/team/leat/experiments");
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((url) => !new URL(url).pathname.startsWith("/team/leat/"))).toEqual([]);
    expectNoFaults();
    await close();
  });
});
