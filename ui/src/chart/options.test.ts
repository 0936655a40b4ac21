import { expect, test } from "vitest";
import { defaultOptions, optionFaults, readOptions, writeOptions } from "./options";
import { keyFilter, sectionsOf } from "./sections";

test("options go to the address and back, without their defaults", () => {
  const options = {
    x: "time",
    smooth: 60,
    logX: false,
    logY: true,
    trim: true,
    search: "loss|acc",
    base: "r1",
  } as const;
  expect(writeOptions(options)).toEqual({
    x: "time",
    smooth: "60",
    scale: "logy,trim",
    charts: "loss|acc",
    base: "r1",
  });
  expect(readOptions(writeOptions(options))).toEqual(options);
  expect(Object.values(writeOptions(defaultOptions)).every((word) => word === undefined)).toBe(true);
});

test("what the address says wrongly is as if unsaid", () => {
  expect(readOptions({ x: "sideways", smooth: "1e9", scale: "cubic", charts: 5 })).toEqual(defaultOptions);
  expect(optionFaults({ x: "sideways", smooth: "1e9", scale: "logx,cubic" })).toEqual([
    "x=sideways",
    "smooth=1e9",
    "scale=logx,cubic",
  ]);
  expect(optionFaults({ x: "time", smooth: "20", scale: "logy,trim", charts: "(" })).toEqual([]);
  expect(optionFaults({})).toEqual([]);
});

test("sections go by prefix, numbers in their order, the machine's last", () => {
  const keys = ["val/loss", "system/gpu_10", "system/gpu_2", "loss", "train/a/x", "train/loss", "accuracy", "Eval/f1"];
  expect(sectionsOf(keys)).toEqual([
    { name: "metrics", keys: ["accuracy", "loss"] },
    { name: "Eval", keys: ["Eval/f1"] },
    { name: "train", keys: ["train/loss"] },
    { name: "train/a", keys: ["train/a/x"] },
    { name: "val", keys: ["val/loss"] },
    { name: "system", keys: ["system/gpu_2", "system/gpu_10"] },
  ]);
});

test("curves come before single values: in a section, and their sections before others", () => {
  const keys = ["accuracy", "loss", "f1/0", "f1/1", "val/best", "val/loss", "system/cpu"];
  expect(sectionsOf(keys, new Set(["val/loss", "system/cpu"]))).toEqual([
    { name: "val", keys: ["val/loss", "val/best"] },
    { name: "metrics", keys: ["accuracy", "loss"] },
    { name: "f1", keys: ["f1/0", "f1/1"] },
    { name: "system", keys: ["system/cpu"] },
  ]);
  expect(sectionsOf(keys, new Set(["loss", "val/loss"])).map(({ name }) => name)).toEqual([
    "metrics",
    "val",
    "f1",
    "system",
  ]);
});

test("a search of charts is a regular expression, and says if it is none", () => {
  expect(["loss", "val/Loss", "acc"].filter(keyFilter("^(val/)?loss$") ?? (() => false))).toEqual(["loss", "val/Loss"]);
  expect(keyFilter("(")).toBeUndefined();
});
