import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { FRAMES, readFrames } from "../../src/api/seriesFrames";
import { Logger } from "../support/data";
import type { Server } from "../support/server";
import { median } from "./meter";

/** An answer as a browser gets it: how many bytes were sent, and what they are when unpacked. */
async function received(address: string, body: object): Promise<{ bytes: ArrayBuffer; sent: number }> {
  const headers = { "Content-Type": "application/json", Accept: FRAMES, "Accept-Encoding": "gzip, deflate, br" };
  const packed = await new Promise<{ content: Buffer; coding: string | undefined }>((done, fail) => {
    const call = request(address, { method: "POST", headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ content: Buffer.concat(parts), coding: answer.headers["content-encoding"] }));
    });
    call.on("error", fail);
    call.end(JSON.stringify(body));
  });
  const { content, coding } = packed;
  const plain = coding === "br" ? brotliDecompressSync(content) : coding === "gzip" ? gunzipSync(content) : content;
  return { bytes: new Uint8Array(plain).buffer, sent: content.byteLength };
}

/** What the points of a wall of ten metrics cost: bytes a point as sent and as unpacked, and ms to read all of them. */
export async function wallBytes(url: string, experimentId: string, runCount: number) {
  const { runs } = await new Logger({ url } as Server).call<{
    runs: { info: { run_id: string }; data: { metrics: { key: string }[] } }[];
  }>("runs/search", { experiment_ids: [experimentId], max_results: runCount });
  const { bytes, sent } = await received(`${url}ajax-api/leat/1.0/metrics/history`, {
    run_ids: runs.map((run) => run.info.run_id),
    metric_keys: runs[0]?.data.metrics.map((metric) => metric.key),
    max_points: 500,
    columns: ["step", "value"],
  });
  const costs = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    readFrames(bytes);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  const points = readFrames(bytes).reduce((sum, frame) => sum + (frame.n ?? 0), 0);
  return { sent: sent / points, unpacked: bytes.byteLength / points, reading: median(costs) };
}
