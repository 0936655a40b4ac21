import { describe, expect, it } from "vitest";
import { stepImages } from "./stepImages";

const files = (...names: string[]) => names.map((name) => ({ path: `images/${name}`, is_dir: false }));

describe("pictures by step", () => {
  it("are put together by key, in the order of steps", () => {
    const images = stepImages(
      files(
        "dogs#a b%step%10%timestamp%17%g1.png",
        "dogs#a b%step%10%timestamp%17%g1%compressed.webp",
        "dogs#a b%step%9%timestamp%16%h2.png",
        "cat%step%0%timestamp%15%k3.png",
        "other.png",
      ),
    );
    expect([...images.keys()]).toEqual(["cat", "dogs/a b"]);
    expect(images.get("dogs/a b")).toEqual([
      { step: 9, timestampMs: 16, path: "images/dogs#a b%step%9%timestamp%16%h2.png", small: undefined },
      {
        step: 10,
        timestampMs: 17,
        path: "images/dogs#a b%step%10%timestamp%17%g1.png",
        small: "images/dogs#a b%step%10%timestamp%17%g1%compressed.webp",
      },
    ]);
  });

  // What became of `%step%20%`, `%step%230%` and `%step%41%` sent unescaped: %20 is a blank, %23 is #, %41 is A.
  it.each([
    ["k%step %timestamp%1%g1.png", 20],
    ["k%step#0%timestamp%1%g1.png", 230],
    ["k%stepA%timestamp%1%g1.png", 41],
    ["k+step+7+timestamp+1+g1.png", 7],
  ])("of %j", (name, step) => expect(stepImages(files(name)).get("k")?.[0]?.step).toBe(step));

  it.each(["k%step%x%timestamp%1%g.png", "%step%1%timestamp%1%g.png", "step.png"])("are not %j", (name) =>
    expect(stepImages(files(name)).size).toBe(0),
  );
});
