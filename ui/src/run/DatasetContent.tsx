import { useState } from "react";
import type { DatasetInput } from "../api/run";
import { type SchemaColumn, schemaOf } from "../api/schemas";
import { CopyButton } from "../kit/Copy";
import { FindField, finds } from "../kit/FindField";
import { count, visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Scroll } from "../kit/Scroll";
import styles from "./Datasets.module.css";
import { Fact } from "./Details";
import { profileOf, sourceLink } from "./datasetParts";
import facts from "./OverviewTab.module.css";

const columns: readonly LongColumn<SchemaColumn>[] = [
  { id: "name", head: "Column", width: "56%", sortBy: ({ name }) => name, cell: ({ name }) => visible(name) },
  { id: "type", head: "Type", sortBy: ({ type }) => type, cell: ({ type }) => <code>{visible(type)}</code> },
  { id: "needed", head: "Required", cell: ({ required }) => (required ? "yes" : "") },
];

/** A dataset's origin, profile and schema. */
export function DatasetContent({ input, context }: { input: DatasetInput; context: string }) {
  const { dataset } = input;
  const profile = profileOf(dataset.profile);
  const link = sourceLink(dataset.source);
  return (
    <div className={styles.content}>
      <dl className={facts.facts}>
        <Fact name="Digest">
          <span className={facts.withButton}>
            <code>{visible(dataset.digest)}</code>
            <CopyButton text={dataset.digest} label="Copy digest" />
          </span>
        </Fact>
        {context && <Fact name="Used for">{visible(context)}</Fact>}
        {dataset.source_type && <Fact name="Source">{visible(dataset.source_type)}</Fact>}
        {link && (
          <Fact name="From">
            <a href={link} rel="noopener noreferrer nofollow">
              {visible(link)}
            </a>
          </Fact>
        )}
        {profile.facts.map(([name, value]) => (
          <Fact key={name} name={visible(name)}>
            {value}
          </Fact>
        ))}
      </dl>
      {dataset.source && !link && <Text title="Source" text={dataset.source} />}
      {profile.rest && <Text title="Profile" text={profile.rest} />}
      <Schema text={dataset.schema} />
    </div>
  );
}

function Schema({ text }: { text: string | undefined }) {
  const [typed, setTyped] = useState("");
  if (!text) return null;
  const schema = schemaOf(text);
  if (!schema) return <Text title="Schema" text={text} />;
  const found = schema.filter(({ name, type }) => finds(typed, name, type));
  return (
    <section>
      <h3 className={styles.heading}>Schema: {count(schema.length)} columns</h3>
      {schema.length > 10 && <FindField label="Find columns" value={typed} onChange={setTyped} />}
      <LongTable label="Schema" columns={columns} rows={found} keyOf={({ name }, index) => `${index} ${name}`} />
    </section>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <Scroll className={styles.text} label={title}>
        <pre>{visible(text.slice(0, 20_000))}</pre>
      </Scroll>
    </section>
  );
}
