import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessibleInBoth, launch, open } from "../support/browser";
import { Logger } from "../support/data";
import { type Server, startServer } from "../support/server";

/** A page for one workspace of a server that has several shows what is there, and nothing else. */

let browser: Browser;
let server: Server;
const ofA = { experiment: "", run: "", model: "a model" };
const ofDefault = { experiment: "" };

beforeAll(async () => {
  browser = await launch();
  server = await startServer("--enable-workspaces");
  for (const name of ["team-a", "team-b"]) {
    const made = await fetch(`${server.url}api/3.0/mlflow/workspaces`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name }),
    });
    expect(made.status).toBe(201);
  }
  const a = new Logger(server, "team-a");
  ofA.experiment = await a.experiment("of a");
  ofA.run = await a.run(ofA.experiment, { name: "a run of a", metrics: { loss: [3, 2, 1] }, params: { lr: "0.1" } });
  await a.file(ofA.experiment, ofA.run, "words.txt", "what a has written");
  await a.call("registered-models/create", { name: ofA.model });
  const inDefault = new Logger(server);
  ofDefault.experiment = await inDefault.experiment("of default");
  await inDefault.run(ofDefault.experiment, { name: "a run of default" });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it("leads from list to run, charts and files, and stays where it is", async () => {
  const { page, asked, expectNoFaults, close } = await open(browser, `${server.url}?workspace=team-a`);
  await page.getByRole("link", { name: "of a", exact: true }).click();
  expect(await page.getByText("of default").count()).toBe(0);
  const name = page.getByRole("grid").getByRole("link", { name: "a run of a" });
  expect(await name.getAttribute("href")).toContain("?workspace=team-a");
  await name.click();
  await page.getByRole("heading", { level: 1, name: "a run of a" }).waitFor();
  expect(page.url()).toBe(`${server.url}runs/${ofA.run}?workspace=team-a`);
  await page.getByRole("link", { name: /^Charts/ }).click();
  await page.getByRole("figure", { name: /loss/ }).or(page.locator("canvas")).first().waitFor();
  await page.getByRole("link", { name: /^Artifacts/ }).click();
  await page.getByText("words.txt").first().click();
  await page.getByText("what a has written").waitFor();
  const file = page.locator("a[download]").first();
  const answer = await fetch(new URL((await file.getAttribute("href")) ?? "", page.url()));
  expect(await answer.text()).toBe("what a has written");
  await page.reload();
  await page.getByText("what a has written").waitFor();
  await page.getByRole("link", { name: "Models", exact: true }).first().click();
  await page.getByText(ofA.model).first().waitFor();
  expect(new URL(page.url()).search).toBe("?workspace=team-a");
  for (const address of asked.filter((each) => each.includes("ajax-api/2.0/mlflow/") && each.includes("?")))
    expect(new URL(address).searchParams.get("workspace"), address).toBe("team-a");
  expectNoFaults();
  await close();
});

it("is chosen in a menu, by mouse or keyboard", async () => {
  const { page, expectNoFaults, close } = await open(browser, server.url);
  await page.getByRole("link", { name: "of default" }).waitFor();
  const choose = async (current: string, next: string) => {
    await page.getByRole("button", { name: `Workspace: ${current}` }).press("Enter");
    const option = page.getByRole("menuitemradio", { name: next });
    await option.waitFor();
    await expectAccessibleInBoth(page, "the workspaces");
    await option.press("Enter");
  };
  await choose("default", "team-a");
  await page.getByRole("link", { name: "of a", exact: true }).waitFor();
  expect(await page.getByText("of default").count()).toBe(0);
  await choose("team-a", "team-b");
  await page.getByText("mlflow.set_workspace").waitFor();
  expect(page.url()).toBe(`${server.url}experiments?workspace=team-b`);
  await choose("team-b", "default");
  await page.getByRole("link", { name: "of default" }).waitFor();
  expect(page.url()).toBe(`${server.url}experiments`);
  await page.goBack();
  await page.getByText("mlflow.set_workspace").waitFor();
  expectNoFaults();
  await close();
});

it("is what a link of MLflow names", async () => {
  const link = `${server.url}#/experiments/${ofA.experiment}/runs/${ofA.run}?workspace=team-a`;
  const { page, expectNoFaults, close } = await open(browser, link);
  await page.getByRole("heading", { level: 1, name: "a run of a" }).waitFor();
  // A link that is followed within a page that is open, into another workspace.
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/experiments/${ofDefault.experiment}?workspace=default`);
  await page.getByRole("heading", { level: 1, name: "of default" }).waitFor();
  expectNoFaults();
  await close();
});

it("that does not exist is said", async () => {
  const { page, close } = await open(browser, `${server.url}experiments?workspace=ghost`, {
    allowed: /status of 404/,
  });
  await page.getByText("Workspace 'ghost' not found").first().waitFor();
  await page.getByRole("button", { name: "Workspace: ghost" }).waitFor();
  await close();
});

it("is not shown where a server has none", async () => {
  const plain = await startServer();
  const { page, expectNoFaults, close } = await open(browser, plain.url);
  await page.getByRole("button", { name: "Settings" }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("button", { name: /^Workspace/ }).count()).toBe(0);
  expectNoFaults();
  await close();
  await plain.stop();
});
