import { useMemo, useState } from "react";
import { Choice } from "../../kit/Choice";
import { extensionOf } from "../kinds";
import { Notice } from "../Notice";
import { TextGate } from "../TextGate";
import type { ViewerProps } from "../viewed";
import { Code } from "./Code";
import { JsonTree } from "./JsonTree";
import { parseJson } from "./json";
import { LoggedTable } from "./LoggedTable";
import { loggedTable } from "./loggedTable";

/** JSON as a tree, as text, or as a table if that is what it holds. */
export default function JsonView(props: ViewerProps) {
  return (
    <TextGate {...props}>{(text, truncated) => <Document {...props} text={text} truncated={truncated} />}</TextGate>
  );
}

type Way = "table" | "tree" | "text";

function Document({ text, truncated, ...file }: ViewerProps & { text: string; truncated: boolean }) {
  const byLines = /^(jsonl|ndjson)$/.test(extensionOf(file.path));
  const value = useMemo(
    () => (truncated && !byLines ? undefined : byLines ? parseLines(text) : parseJson(text)),
    [text, truncated, byLines],
  );
  const table = useMemo(() => (value === undefined ? undefined : loggedTable(value)), [value]);
  const [chosen, setChosen] = useState<Way>();
  if (value === undefined)
    return (
      <>
        {!truncated && <Notice>This is not valid JSON, or nested too deeply, so it is shown as text.</Notice>}
        <Code text={text} language="json" label="The text" />
      </>
    );
  const way = chosen ?? (table ? "table" : "tree");
  return (
    <>
      <Choice
        label="How to show it"
        value={way}
        onChange={setChosen}
        options={[...(table ? [["table", "Table"] as const] : []), ["tree", "Tree"], ["text", "Text"]]}
      />
      {way === "table" && table && <LoggedTable table={table} source={file.source} />}
      {way === "tree" && <JsonTree value={value} />}
      {way === "text" && <Code text={pretty(text, byLines)} language="json" label="The text" />}
    </>
  );
}

function parseLines(text: string) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const values = lines.slice(0, 5_000).map(parseJson);
  // The last line may have been cut off.
  if (values.at(-1) === undefined) values.pop();
  return values.some((value) => value === undefined)
    ? undefined
    : (values as Exclude<(typeof values)[number], undefined>[]);
}

/** With line breaks, if it has none of its own; numbers stay as they are written. */
function pretty(text: string, byLines: boolean): string {
  if (byLines || text.length > 1_000_000 || text.trimEnd().includes("\n")) return text;
  let depth = 0;
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') {
      const from = at;
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
      out += text.slice(from, at + 1);
    } else if (character === "{" || character === "[") out += `${character}\n${"  ".repeat(++depth)}`;
    else if (character === "}" || character === "]") out += `\n${"  ".repeat(--depth)}${character}`;
    else if (character === ",") out += `,\n${"  ".repeat(depth)}`;
    else if (character === ":") out += ": ";
    else if (!/\s/.test(character)) out += character;
  }
  return out;
}
