import { describe, expect, it } from "vitest";
import { ExactNumber, jsonRows, mostEntries, parseJson } from "./json";
import { loggedTable, pictureOf } from "./loggedTable";

describe("JSON from a stranger", () => {
  it("is not followed into absurd depth", () => {
    expect(parseJson("[".repeat(100_000) + "]".repeat(100_000))).toBeUndefined();
    expect(parseJson(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`)).toBeUndefined();
  });

  it("may hold brackets in strings as it likes", () =>
    expect(parseJson(`["${"[".repeat(5_000)}\\"["]`)).toHaveLength(1));

  it.each(["{", '{"a": NaN}', "", "undefined"])("that is none is not guessed at: %j", (text) =>
    expect(parseJson(text)).toBeUndefined(),
  );

  it("cannot reach prototypes", () => {
    const value = parseJson('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(value && jsonRows(value, () => true).map(({ name }) => name)).toEqual([undefined, "__proto__", "polluted"]);
  });

  it("shows a part of an enormous list", () => {
    const rows = jsonRows(Array(1_000_000).fill(0), () => true);
    expect(rows).toHaveLength(mostEntries + 2);
    expect(rows.at(-1)?.name).toBe("… 999000 more");
  });
});

it("keeps whole numbers beyond 2^53 as they are written, where the browser tells the source", () => {
  const value = parseJson("[12345678901234567890, 7, 1e300]") as unknown[];
  const tells = (() => {
    let told = false;
    JSON.parse("1", function (this: unknown, _key, each, context?: { source?: string }) {
      told = context?.source === "1";
      return each;
    } as (key: string, value: unknown) => unknown);
    return told;
  })();
  expect(value[0]).toEqual(tells ? new ExactNumber("12345678901234567890") : 12345678901234567000);
  expect(value.slice(1)).toEqual([7, 1e300]);
});

describe("tables in JSON", () => {
  it("are those of log_table", () =>
    expect(loggedTable({ columns: ["a", "b"], data: [[1, 2]] })).toEqual({ columns: ["a", "b"], rows: [[1, 2]] }));

  it("are lists of objects, by the keys of all", () =>
    expect(loggedTable([{ a: 1 }, { b: 2 }])).toEqual({
      columns: ["a", "b"],
      rows: [
        [1, null],
        [null, 2],
      ],
    }));

  it.each([
    [[]],
    [[1, 2]],
    [{ columns: ["a"] }],
    [{ columns: [], data: [] }],
    [{ columns: ["a"], data: [1] }],
    ["text"],
  ])("are not %j", (value) => expect(loggedTable(value)).toBeUndefined());

  it("may hold pictures", () => {
    expect(pictureOf({ type: "image", filepath: "a.png", compressed_filepath: "a.webp" })).toEqual({
      path: "a.png",
      small: "a.webp",
    });
    expect(pictureOf({ type: "image" })).toBeUndefined();
    expect(pictureOf("image")).toBeUndefined();
  });
});
