import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type RegisteredModel, searchModels } from "../api/models";
import { Button } from "../kit/Button";
import { firstLine } from "../kit/firstLine";
import { visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Scroll } from "../kit/Scroll";
import { Empty, Failure, Skeleton } from "../kit/States";
import { TextField } from "../kit/TextField";
import { Time } from "../kit/Time";
import { PageHead } from "../shell/PageHead";
import { Aliases } from "./Aliases";
import styles from "./models.module.css";
import { useMore } from "./useMore";

/** All registered models. */
export function ModelsPage() {
  const [text, setText] = useState("");
  const query = useMore(["models", text], (token, signal) => searchModels(text.trim(), token, signal));
  const models = query.data?.pages.flatMap((page) => page.registered_models ?? []);
  return (
    <>
      <PageHead title="Models" />
      <div className={styles.page}>
        <TextField
          label="Find models by name"
          hideLabel
          className={styles.find}
          placeholder="Find models by name"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {query.error ? (
          <Failure error={query.error} onRetry={query.refetch} />
        ) : !models ? (
          <Skeleton />
        ) : models.length === 0 ? (
          <NoModels searched={text.trim() !== ""} />
        ) : (
          <LongTable label="Registered models" columns={columns} rows={models} keyOf={(model) => model.name} />
        )}
        {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>Show more</Button>}
      </div>
    </>
  );
}

function NoModels({ searched }: { searched: boolean }) {
  if (searched) return <p>No model has such a name.</p>;
  return (
    <Empty title="No models are registered yet">
      <p>A model that a run has logged gets a name and versions here once it is registered:</p>
      <Scroll className={styles.code} label="The code">
        <pre>{'mlflow.register_model("runs:/<run id>/model", "my model")'}</pre>
      </Scroll>
    </Empty>
  );
}

function latestOf(model: RegisteredModel): number | undefined {
  const versions = model.latest_versions?.map(({ version }) => Number(version)) ?? [];
  return versions.length === 0 ? undefined : Math.max(...versions);
}

const columns: readonly LongColumn<RegisteredModel>[] = [
  {
    id: "name",
    head: "Name",
    width: "34%",
    sortBy: ({ name }) => name,
    cell: ({ name }) => (
      <Link to="/models/$name" params={{ name }}>
        {visible(name)}
      </Link>
    ),
  },
  { id: "latest", head: "Latest version", numeric: true, sortBy: latestOf, cell: (model) => latestOf(model) ?? "" },
  {
    id: "aliases",
    head: "Aliases",
    cell: ({ aliases }) => <Aliases aliases={(aliases ?? []).map(({ alias, version }) => `${alias} → ${version}`)} />,
  },
  {
    id: "note",
    dispensable: true,
    head: "Note",
    cell: ({ description }) => visible(firstLine(description)),
  },
  {
    id: "changed",
    dispensable: true,
    head: "Changed",
    sortBy: ({ last_updated_timestamp }) => last_updated_timestamp,
    cell: ({ last_updated_timestamp }) => <Time ms={last_updated_timestamp} />,
  },
];
