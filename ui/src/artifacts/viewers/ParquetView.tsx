import { useQuery } from "@tanstack/react-query";
import { messageOf } from "../../api/errors";
import { count } from "../../kit/format";
import { Skeleton } from "../../kit/States";
import { NoPreview } from "../Notice";
import type { ViewerProps } from "../viewed";
import { DataTable } from "./DataTable";
import { readParquet } from "./parquetFile";

/** The first rows of a Parquet file. */
export default function ParquetView({ source, path, size }: ViewerProps) {
  const address = source.file(path);
  const { data, error } = useQuery({
    queryKey: ["parquet", address, size],
    queryFn: ({ signal }) => readParquet(address, size ?? 0, signal),
    enabled: size !== undefined,
    retry: false,
    gcTime: 60_000,
  });
  if (size === undefined)
    return (
      <NoPreview reason="The store does not tell this file's size, so it cannot be read in parts." address={address} />
    );
  if (error) return <NoPreview reason={`This file could not be read. ${messageOf(error)}`} address={address} />;
  if (!data) return <Skeleton lines={8} />;
  const note =
    data.total > data.rows.length ? `The first ${count(data.rows.length)} of ${count(data.total)} rows` : undefined;
  return <DataTable columns={data.columns} rows={data.rows} note={note} />;
}
