import { fetchArtifact } from "../api/artifacts";

export interface TextContent {
  text: string;
  /** Whether the file goes on behind what was read. */
  truncated: boolean;
  /** Whether it is no text at all; then there is none. */
  binary: boolean;
}

/** Reads the beginning of a file, at most `limit` bytes, and decodes it as text. */
export async function readText(address: string, limit: number, signal?: AbortSignal): Promise<TextContent> {
  const { bytes, truncated } = await readHead(address, limit, signal);
  return decode(bytes, truncated);
}

/** Reads at most `limit` bytes of a file, also from a server that ignores ranges. */
export async function readHead(
  address: string,
  limit: number,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; truncated: boolean }> {
  // One byte more than wanted tells whether there is more.
  const response = await rangeOrWhole(address, limit, signal);
  const reader = response.body?.getReader();
  if (!reader) return { bytes: new Uint8Array(), truncated: false };
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= limit) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  if (length > limit) void reader.cancel();
  return { bytes: joined(parts, Math.min(length, limit)), truncated: length > limit };
}

async function rangeOrWhole(address: string, limit: number, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetchArtifact(address, { signal, last: limit });
  } catch (error) {
    // An empty file has no range: 416.
    if (error instanceof Error && "status" in error && error.status === 416)
      return await fetchArtifact(address, { signal });
    throw error;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    const rest = part.subarray(0, length - at);
    all.set(rest, at);
    at += rest.length;
  }
  return all;
}

/** Text of bytes: UTF-8, or UTF-16 with its mark; what is neither is shown as replaced, and too much of that is no text. */
export function decode(bytes: Uint8Array, truncated: boolean): TextContent {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) {
    const encoding = bytes[0] === 0xff ? "utf-16le" : "utf-16be";
    return { text: new TextDecoder(encoding).decode(bytes), truncated, binary: false };
  }
  const head = bytes.subarray(0, 8192);
  if (head.includes(0)) return { text: "", truncated, binary: true };
  // Streaming: half a character at the cut is left out instead of being replaced.
  const text = new TextDecoder().decode(bytes, { stream: truncated });
  const replaced = text.slice(0, 8192).split("\ufffd").length - 1;
  const binary = replaced > Math.min(text.length, 8192) / 10;
  return { text: binary ? "" : text, truncated, binary };
}
