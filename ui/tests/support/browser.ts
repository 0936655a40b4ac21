import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const program = process.env.LEAT_CHROMIUM ?? "/usr/bin/chromium";

/** How many times slower pages compute than they could: what a journey forgot to wait for shows itself on a slow machine. */
const slowness = Number(process.env.LEAT_SLOW ?? 1);

/** Debian's Chromium without a window. Nothing here changes how pages behave; the switches keep it from asking other hosts. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page that is watched: whatever a user would never see, but that must not happen, fails the test that asks for it. */
export interface WatchedPage {
  page: Page;
  /** Every address that was asked for. */
  asked: readonly string[];
  /** Fails if the policy refused something, a script threw or complained, a dialog opened, or another host was asked. */
  expectNoFaults: () => void;
  close: () => Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Complaints on the console that are expected, such as of an answer 404 that the test provokes; the address that they are of follows them. */
  allowed?: RegExp;
}

/** Opens an address in a fresh profile, 1440 by 900 unless told otherwise. */
export async function open(browser: Browser, address: string, options: OpenOptions = {}): Promise<WatchedPage> {
  const { allowed, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
  const page = await context.newPage();
  const faults: string[] = [];
  const asked: string[] = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`);
    });
  });
  page.on("console", (message) => {
    const complaint = `${message.text()} (${message.location().url})`;
    if (message.type() === "error" && !allowed?.test(complaint)) faults.push(complaint);
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const origin = new URL(address).origin;
  page.on("request", (request) => {
    const url = new URL(request.url());
    asked.push(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin)
      faults.push(`another host was asked: ${request.url()}`);
  });
  if (slowness > 1) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  }
  await page.goto(address);
  return { page, asked, expectNoFaults: () => expect(faults).toEqual([]), close: () => context.close() };
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails if the page as it stands breaks a rule of WCAG 2.2 AA that can be checked by a program. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect(await violations(page, { runOnly: rules }), where).toEqual([]);
}

/** The same in light and dark: of the other colours, only the contrast is looked at, as nothing else differs. */
export async function expectAccessibleInBoth(page: Page, where: string): Promise<void> {
  await expectAccessible(page, where);
  const colors = () => page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const before = await colors();
  await page.emulateMedia({ colorScheme: before === "dark" ? "light" : "dark" });
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  expect(
    await violations(page, { runOnly: { type: "rule", values: ["color-contrast"] } }),
    `${where}, other colours`,
  ).toEqual([]);
  await page.emulateMedia({ colorScheme: before });
}

async function violations(page: Page, options: object): Promise<string[]> {
  // Read as an expression by the debugger, which the page's policy does not govern.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`${axe};undefined`);
  return await page.evaluate(async (chosen) => {
    const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<AxeResults> } };
    const results = await axe.run(document, { ...chosen, resultTypes: ["violations"] });
    return results.violations.map(
      (each) =>
        `${each.id}: ${each.help}\n${each.nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`,
    );
  }, options);
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
}
