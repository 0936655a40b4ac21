import { decompress as decompressZstd } from "fzstd";
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { decompressBrotli } from "hyparquet-compressors/src/brotli.js";
import { gunzip } from "hyparquet-compressors/src/gzip.js";
import { decompressLz4, decompressLz4Raw } from "hyparquet-compressors/src/lz4.js";
import { fetchArtifact } from "../../api/artifacts";
import { bytes } from "../../kit/format";
import { limits } from "../kinds";

/** Snappy, the usual one, is in hyparquet itself. */
const compressors: Compressors = {
  GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
  BROTLI: decompressBrotli,
  ZSTD: (input) => decompressZstd(input),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

export interface ParquetHead {
  columns: string[];
  rows: unknown[][];
  total: number;
}

/** The first rows are shown; columns beyond the most are not read. */
const mostRows = 500;
const mostColumns = 100;

/** Reads the first rows of a Parquet file by ranges: its footer, then the parts that hold them. */
export async function readParquet(address: string, size: number, signal?: AbortSignal): Promise<ParquetHead> {
  const file = ranges(address, size, signal);
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const records = await parquetReadObjects({
    file,
    metadata,
    compressors,
    columns: columns.slice(0, mostColumns),
    rowStart: 0,
    rowEnd: Math.min(mostRows, Number(metadata.num_rows)),
    useOffsetIndex: true,
  });
  return {
    columns: columns.slice(0, mostColumns),
    rows: records.map((record) => columns.slice(0, mostColumns).map((name) => record[name])),
    total: Number(metadata.num_rows),
  };
}

function ranges(address: string, size: number, signal?: AbortSignal): AsyncBuffer {
  let read = 0;
  return {
    byteLength: size,
    async slice(start, end = size) {
      const first = start < 0 ? size + start : start;
      read += end - first;
      if (read > limits.other)
        throw new Error(`Its first rows lie in parts of more than ${bytes(limits.other)}, which are not read here.`);
      const response = await fetchArtifact(address, { signal, first, last: end - 1 });
      const part = await response.arrayBuffer();
      // A server that ignores ranges sends the whole file.
      return response.status === 206 ? part : part.slice(first, end);
    },
  };
}
