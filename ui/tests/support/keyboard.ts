import type { Locator, Page } from "playwright-core";

/** More Tab stops than this before something is reached are too many for anybody. */
const MOST_STOPS = 60;

/** Presses Tab until something has the focus, as who has no pointer does; fails if that takes too many. Returns how many it took. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<number> {
  await target.waitFor();
  for (let stops = 0; stops <= MOST_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return stops;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STOPS} times ${key} did not lead to ${target}.`);
}
