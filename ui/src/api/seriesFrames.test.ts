import { expect, test } from "vitest";
import { readFrames } from "./seriesFrames";

/** A frame as the format has it. */
function frameOf(header: object, data: Uint8Array): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + data.length).fill(32);
  new DataView(bytes.buffer).setUint32(0, length, true);
  new DataView(bytes.buffer).setUint32(4, data.length, true);
  bytes.set(text, 8);
  bytes.set(data, 8 + length);
  return bytes.buffer;
}

test("columns of a type that is not known are left out", () => {
  const columns = [
    { name: "step", type: "u8", first: 5 },
    { name: "value", type: "u7" },
  ];
  const [frame] = readFrames(
    frameOf({ run_id: "r", key: "k", n: 2, columns }, Uint8Array.from([0, 3, 0, 0, 0, 0, 0, 0])),
  );
  expect([...(frame?.columns ?? [])]).toEqual([["step", Float64Array.from([5, 8])]]);
});

test("an answer that was cut off is not taken for a whole one", () => {
  const whole = frameOf({ run_id: "r", key: "k", n: 0 }, new Uint8Array(16));
  for (let length = 1; length < whole.byteLength - 16; length += 3)
    expect(() => readFrames(whole.slice(0, length))).toThrow();
  const columns = [{ name: "value", type: "f64" }];
  expect(() => readFrames(frameOf({ run_id: "r", key: "k", n: 9, columns }, new Uint8Array(8)))).toThrow(
    "ended in the middle",
  );
});
