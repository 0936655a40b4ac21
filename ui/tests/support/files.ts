import { crc32, deflateSync, inflateRawSync } from "node:zlib";
import type { Browser } from "playwright-core";

/** Small real files of the kinds that runs log. */

/** A picture of one colour. */
export function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
  };
  const head = Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])]);
  const line = Buffer.concat([
    Buffer.from([0]),
    ...Array.from({ length: width }, () => Buffer.from([red, green, blue])),
  ]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A tone of 8 kHz samples. */
export function wav(seconds: number): Buffer {
  const samples = Buffer.from(
    Array.from({ length: seconds * 8000 }, (_, i) => 128 + Math.round(60 * Math.sin((i / 8000) * 2 * Math.PI * 440))),
  );
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  // PCM, one channel, one byte a sample.
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A video of half a second, which the browser records itself. */
export async function webm(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage();
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 64;
    canvas.height = 48;
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm;codecs=vp8" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.start();
    for (let i = 0; i < 10; i++) {
      if (context) context.fillStyle = `rgb(${i * 25}, 80, 160)`;
      context?.fillRect(0, 0, 64, 48);
      await new Promise((done) => setTimeout(done, 50));
    }
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  await page.close();
  return Buffer.from(bytes);
}

/** A document with one line of text on each page. */
export function pdf(...pages: readonly string[]): Buffer {
  const kids = pages.map((_, i) => `${4 + i * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap((text, i) => {
      const content = `BT /F1 24 Tf 20 60 Td (${text}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 120] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

/** A Parquet file with columns of texts or of doubles, plain and not compressed, in one row group. */
export function parquet(columns: Record<string, readonly string[] | readonly number[]>): Buffer {
  const rows = Object.values(columns)[0]?.length ?? 0;
  const parts: Buffer[] = [Buffer.from("PAR1")];
  let at = 4;
  let size = 0;
  const chunks = Object.entries(columns).map(([name, values]) => {
    const type = typeof values[0] === "number" ? DOUBLE : BYTE_ARRAY;
    const body = Buffer.concat(values.map((value) => (typeof value === "number" ? double(value) : counted(value))));
    const about = thrift([
      [1, I32, rows],
      [2, I32, 0],
      [3, I32, 3],
      [4, I32, 3],
    ]);
    const head = thrift([
      [1, I32, 0],
      [2, I32, body.length],
      [3, I32, body.length],
      [5, STRUCT, about],
    ]);
    const meta = thrift([
      [1, I32, type],
      [2, LIST, list(I32, [varint(0)])],
      [3, LIST, list(BINARY, [binary(name)])],
      [4, I32, 0],
      [5, I64, rows],
      [6, I64, head.length + body.length],
      [7, I64, head.length + body.length],
      [9, I64, at],
    ]);
    parts.push(head, body);
    const chunk = thrift([
      [2, I64, at],
      [3, STRUCT, meta],
    ]);
    at += head.length + body.length;
    size += head.length + body.length;
    return {
      chunk,
      field: thrift([
        [1, I32, type],
        [3, I32, 0],
        [4, BINARY, binary(name)],
        ...(type === DOUBLE ? [] : [[6, I32, 0] as const]),
      ]),
    };
  });
  const root = thrift([
    [4, BINARY, binary("schema")],
    [5, I32, chunks.length],
  ]);
  const group = thrift([
    [
      1,
      LIST,
      list(
        STRUCT,
        chunks.map(({ chunk }) => chunk),
      ),
    ],
    [2, I64, size],
    [3, I64, rows],
  ]);
  const footer = thrift([
    [1, I32, 1],
    [2, LIST, list(STRUCT, [root, ...chunks.map(({ field }) => field)])],
    [3, I64, rows],
    [4, LIST, list(STRUCT, [group])],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from("PAR1")]);
}

// Types of Parquet, and of the compact protocol of Thrift that its heads are written in.
const DOUBLE = 5;
const BYTE_ARRAY = 6;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

type Field = readonly [id: number, type: number, value: number | Buffer];

function thrift(fields: readonly Field[]): Buffer {
  let before = 0;
  const parts = fields.flatMap(([id, type, value]) => {
    const head = Buffer.from([((id - before) << 4) | type]);
    before = id;
    return [head, typeof value === "number" ? varint(value) : value];
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function list(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([(items.length << 4) | type]), ...items]);
}

function binary(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([unsigned(bytes.length), bytes]);
}

/** A number in zigzag form; none here is negative. */
function varint(value: number): Buffer {
  return unsigned(value * 2);
}

function unsigned(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest >= 128 ? (rest % 128) | 128 : rest);
    if (rest < 128) return Buffer.from(bytes);
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The files of a zip by their names. */
export function unzip(file: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => file.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = file.subarray(start, start + size);
    files.set(file.toString("utf8", at + 46, at + 46 + name), method === 0 ? content : inflateRawSync(content));
    at += 46 + name + extra + comment;
  }
  return files;
}
