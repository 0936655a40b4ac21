import { expect, it } from "vitest";
import { pooled } from "./useRuns";

it("works on some items at a time, and answers in their order", async () => {
  let running = 0;
  let most = 0;
  const answers = await pooled([5, 4, 3, 2, 1, 0], 3, async (item) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    running--;
    return item * 10;
  });
  expect(answers).toEqual([50, 40, 30, 20, 10, 0]);
  expect(most).toBe(3);
});
