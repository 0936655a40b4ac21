import { useCallback } from "react";
import type { ArtifactSource } from "../../api/artifacts";
import { visible } from "../../kit/format";
import { DataTable } from "./DataTable";
import { ExactNumber, type Json } from "./json";
import styles from "./LoggedTable.module.css";
import { pictureOf, type Table } from "./loggedTable";

const most = 5_000;

/** A table that a run logged; its pictures are small ones of the run's own files. */
export function LoggedTable({ table, source }: { table: Table; source: ArtifactSource }) {
  const draw = useCallback(
    (value: unknown) => {
      if (value instanceof ExactNumber) return value.text;
      const picture = pictureOf((value ?? null) as Json);
      return (
        picture && (
          <a href={source.file(picture.path)} download>
            <img
              className={styles.picture}
              src={source.file(picture.small)}
              alt={visible(picture.path)}
              loading="lazy"
            />
          </a>
        )
      );
    },
    [source],
  );
  const rows = table.rows.slice(0, most);
  return (
    <DataTable
      columns={table.columns}
      rows={rows}
      draw={draw}
      note={table.rows.length > most ? `The first ${most} of ${table.rows.length} rows` : undefined}
    />
  );
}
