import { extensionOf } from "../kinds";
import { TextGate } from "../TextGate";
import type { ViewerProps } from "../viewed";
import { Code } from "./Code";

/** Text and code. A file of an unknown kind is read too, and shown if it is text. */
export default function CodeView(props: ViewerProps) {
  return (
    <TextGate {...props}>{(text) => <Code text={text} language={extensionOf(props.path)} label="The text" />}</TextGate>
  );
}
