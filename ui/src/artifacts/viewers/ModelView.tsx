import { useMemo } from "react";
import { folderOf } from "../../api/artifacts";
import type { SchemaColumn } from "../../api/schemas";
import { CopyButton } from "../../kit/Copy";
import { visible } from "../../kit/format";
import { type LongColumn, LongTable } from "../../kit/LongTable";
import { Scroll } from "../../kit/Scroll";
import { Section } from "../../kit/Section";
import { TextGate } from "../TextGate";
import type { ViewerProps } from "../viewed";
import { Code } from "./Code";
import styles from "./ModelView.module.css";
import { type ModelDescription, readMlmodel, snippets } from "./mlmodel";

/** An MLmodel file: what the model takes and gives, how it is loaded, and in which forms it is there. */
export default function ModelView(props: ViewerProps) {
  return (
    <TextGate {...props}>
      {(text) => <Content text={text} uri={[props.source.uri, folderOf(props.path)].filter(Boolean).join("/")} />}
    </TextGate>
  );
}

function Content({ text, uri }: { text: string; uri: string }) {
  const model = useMemo(() => readMlmodel(text), [text]);
  if (!model) return <Code text={text} language="mlmodel" label="The text" />;
  return (
    <div className={styles.model}>
      <Snippets model={model} uri={uri} />
      {model.signature.length > 0 ? (
        <Signature model={model} />
      ) : (
        <Section title="Signature">
          <p className={styles.muted}>The model was logged without one.</p>
        </Section>
      )}
      <Section title="Flavours" size={model.flavors.length}>
        {model.flavors.map(({ name, facts }) => (
          <Facts key={name} title={name} facts={facts} />
        ))}
      </Section>
      {model.facts.length > 0 && (
        <Section title="About the model">
          <Facts facts={model.facts} />
        </Section>
      )}
    </div>
  );
}

function Snippets({ model, uri }: { model: ModelDescription; uri: string }) {
  return (
    <Section title="Load it">
      <div className={styles.snippets}>
        {snippets(uri, model).map(({ language, title, text }) => (
          <figure key={language} className={styles.snippet}>
            <figcaption className={styles.caption}>
              {title}
              <CopyButton text={text} label={`Copy the ${title}`} />
            </figcaption>
            <Scroll label={title}>
              <pre>{visible(text)}</pre>
            </Scroll>
          </figure>
        ))}
      </div>
    </Section>
  );
}

const columns: readonly LongColumn<SchemaColumn>[] = [
  { id: "name", head: "Name", width: "50%", cell: ({ name }) => visible(name) || "–" },
  { id: "type", head: "Type", width: "35%", cell: ({ type }) => <code>{visible(type)}</code> },
  { id: "required", head: "Required", cell: ({ required }) => (required ? "yes" : "") },
];

function Signature({ model }: { model: ModelDescription }) {
  return (
    <Section title="Signature" flush>
      {model.signature.map(({ part, columns: rows }) => (
        <div key={part} className={styles.part}>
          <h3 className={styles.partTitle}>
            {part} <span className={styles.muted}>{rows.length}</span>
          </h3>
          <LongTable label={part} columns={columns} rows={rows} keyOf={(_, index) => String(index)} />
        </div>
      ))}
    </Section>
  );
}

function Facts({ title, facts }: { title?: string; facts: readonly [string, string][] }) {
  return (
    <>
      {title && <h3 className={styles.flavor}>{visible(title)}</h3>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{visible(name)}</dt>
            <dd>{visible(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
