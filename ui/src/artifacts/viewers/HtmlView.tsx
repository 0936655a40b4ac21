import { useState } from "react";
import { Choice } from "../../kit/Choice";
import { visible } from "../../kit/format";
import { Notice } from "../Notice";
import { TextGate } from "../TextGate";
import type { ViewerProps } from "../viewed";
import { Code } from "./Code";
import styles from "./HtmlView.module.css";

/** HTML in a frame of its own origin: its scripts run, and can reach neither this page nor any network. */
export default function HtmlView(props: ViewerProps) {
  const preview = props.source.preview?.(props.path);
  const [way, setWay] = useState<"page" | "text">("page");
  return (
    <>
      {preview && (
        <Choice
          label="How to show it"
          value={way}
          onChange={setWay}
          options={[
            ["page", "Page"],
            ["text", "Text"],
          ]}
        />
      )}
      {way === "page" && preview ? (
        <>
          <Remote {...props} />
          <iframe className={styles.frame} title={visible(props.path)} sandbox="allow-scripts" src={preview} />
        </>
      ) : (
        <TextGate {...props}>{(text) => <Code text={text} language="html" label="The text" />}</TextGate>
      )}
    </>
  );
}

/** Says why a page that needs files from elsewhere, as charts by Plotly do by default, stays empty. */
function Remote(props: ViewerProps) {
  return (
    <TextGate {...props} quiet>
      {(text) => {
        const hosts = remoteHosts(text);
        return (
          hosts.length > 0 && (
            <Notice>
              This page wants files from {hosts.slice(0, 3).join(", ")}, which are not fetched here: what a run logged
              could otherwise tell others that you read it. Download it to see all of it.
            </Notice>
          )
        );
      }}
    </TextGate>
  );
}

/** The hosts of scripts and styles that the page loads. */
export function remoteHosts(html: string): string[] {
  const found = html.matchAll(/<(?:script|link)\b[^>]{0,2000}?\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\/([\w.-]+)/gi);
  return [...new Set([...found].map((match) => match[1] ?? ""))];
}
