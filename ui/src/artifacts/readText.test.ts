import { afterEach, describe, expect, it, vi } from "vitest";
import { decode, readText } from "./readText";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("text of bytes", () => {
  it("is UTF-8", () => expect(decode(bytes("größer 日本"), false).text).toBe("größer 日本"));
  it("is UTF-16 where it says so", () =>
    expect(decode(new Uint8Array([0xff, 0xfe, 0x68, 0, 0x69, 0]), false).text).toBe("hi"));
  it("shows single bytes of another encoding as replaced", () =>
    expect(decode(new Uint8Array([...bytes("plain text of some length, and a"), 0xe9]), false)).toEqual({
      text: "plain text of some length, and a\ufffd",
      truncated: false,
      binary: false,
    }));
  it("is none where bytes are zero, or mostly not characters", () => {
    expect(decode(new Uint8Array([0x50, 0x4b, 0, 0]), false).binary).toBe(true);
    expect(decode(new Uint8Array(100).fill(0xe9), false).binary).toBe(true);
  });
  it("leaves out half a character at the cut", () => expect(decode(bytes("aé").slice(0, 2), true).text).toBe("a"));
});

describe("the beginning of a file", () => {
  afterEach(() => vi.unstubAllGlobals());

  function serve(answer: (range: string | undefined) => Response) {
    const asked: (string | undefined)[] = [];
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      const range = (init.headers as Record<string, string> | undefined)?.Range;
      asked.push(range);
      return answer(range);
    });
    return asked;
  }

  it("is asked for by range", async () => {
    const asked = serve(() => new Response("hello", { status: 206 }));
    expect(await readText("http://x/f", 10)).toEqual({ text: "hello", truncated: false, binary: false });
    expect(asked).toEqual(["bytes=0-10"]);
  });

  it("is cut also if the server ignores ranges", async () => {
    serve(() => new Response("0123456789abc", { status: 200 }));
    expect(await readText("http://x/f", 10)).toEqual({ text: "0123456789", truncated: true, binary: false });
  });

  it("may be empty, which has no range", async () => {
    const asked = serve((range) => (range ? new Response("", { status: 416 }) : new Response("")));
    expect((await readText("http://x/f", 10)).text).toBe("");
    expect(asked).toEqual(["bytes=0-10", undefined]);
  });
});
