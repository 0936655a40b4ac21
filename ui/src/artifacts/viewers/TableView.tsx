import { useMemo, useState } from "react";
import { Choice } from "../../kit/Choice";
import { count } from "../../kit/format";
import { TextGate } from "../TextGate";
import type { ViewerProps } from "../viewed";
import { Code } from "./Code";
import { delimiterOf, mostRows, parseCsv } from "./csv";
import { DataTable } from "./DataTable";

/** CSV and TSV: the first rows as a table, or the text. */
export default function TableView(props: ViewerProps) {
  const [way, setWay] = useState<"table" | "text">("table");
  return (
    <TextGate {...props} quiet={way === "table"}>
      {(text, truncated) => (
        <>
          <Choice
            label="How to show it"
            value={way}
            onChange={setWay}
            options={[
              ["table", "Table"],
              ["text", "Text"],
            ]}
          />
          {way === "table" ? (
            <Rows text={text} truncated={truncated} path={props.path} />
          ) : (
            <Code text={text} language="" label="The text" />
          )}
        </>
      )}
    </TextGate>
  );
}

function Rows({ text, truncated, path }: { text: string; truncated: boolean; path: string }) {
  const table = useMemo(
    () => parseCsv(text, { delimiter: delimiterOf(text, path), truncated }),
    [text, path, truncated],
  );
  const first = `The first ${count(Math.min(mostRows, table.rows.length))} rows; the download has all of them`;
  return <DataTable columns={table.columns} rows={table.rows} note={table.more ? first : undefined} />;
}
