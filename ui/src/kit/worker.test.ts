// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { ownFile } from "./worker";

describe("a worker", () => {
  it("comes from this server", () =>
    expect(ownFile("/static-files/a.js")).toBe(`${location.origin}/static-files/a.js`));
  it.each([
    "https://evil.example/a.js",
    "//evil.example/a.js",
    "data:text/javascript,1",
    "blob:https://evil.example/1",
  ])("does not come from %s", (address) => expect(() => ownFile(address)).toThrow("may not come from"));
});
