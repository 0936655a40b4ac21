import { useState } from "react";
import { Choice } from "../../kit/Choice";
import { Markdown } from "../../kit/Markdown";
import { TextGate } from "../TextGate";
import type { ViewerProps } from "../viewed";
import { Code } from "./Code";
import styles from "./MarkdownView.module.css";

/** Markdown beyond this many characters would take longer to draw than people wait. */
const mostDrawn = 300_000;

/** Markdown, drawn or as it was written. */
export default function MarkdownView(props: ViewerProps) {
  const [drawn, setDrawn] = useState<"drawn" | "text">("drawn");
  return (
    <TextGate {...props}>
      {(text) => (
        <>
          <Choice
            label="How to show it"
            value={drawn}
            onChange={setDrawn}
            options={[
              ["drawn", "Drawn"],
              ["text", "Text"],
            ]}
          />
          {drawn === "drawn" && text.length <= mostDrawn ? (
            <div className={styles.page}>
              <Markdown text={text} />
            </div>
          ) : (
            <Code text={text} language="md" label="The text" />
          )}
        </>
      )}
    </TextGate>
  );
}
