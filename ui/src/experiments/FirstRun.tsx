import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { addressOf, mlflow } from "../api/client";
import { workspace } from "../api/workspace";
import { CopyButton } from "../kit/Copy";
import { Scroll } from "../kit/Scroll";
import { Empty } from "../kit/States";
import styles from "./ExperimentsPage.module.css";

/** How often it is looked whether the first run has come, in ms. */
const LOOK = 2000;

interface Found {
  runs?: unknown[];
}

/** Whether no experiment has a run yet; asked again and again while that is so. Undefined until it is known. */
export function useIsEmpty(experimentIds: readonly string[] | undefined): boolean | undefined {
  const { data } = useQuery({
    queryKey: ["first run", experimentIds],
    queryFn: ({ signal }) =>
      mlflow<Found>("runs/search", { experiment_ids: experimentIds, run_view_type: "ALL", max_results: 1 }, { signal }),
    enabled: experimentIds !== undefined,
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.data?.runs?.length ? false : LOOK),
  });
  return data && (data.runs?.length ?? 0) === 0;
}

/** How a first run is logged. Asks for the experiments again and again, as the run may come in a new one. */
export function FirstRun() {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ["experiments"] }), LOOK);
    return () => clearInterval(timer);
  }, [queries]);
  const server = addressOf("").replace(/\/$/, "");
  const { python, csharp } = linesFor(workspace());
  return (
    <Empty title="Log a first run, and it appears here">
      <Code
        language="Python"
        text={`import mlflow; mlflow.set_tracking_uri("${server}")\n${python}with mlflow.start_run(): mlflow.log_metric("accuracy", 0.9)`}
      />
      <Code
        language="C#"
        text={`Tracking.SetTrackingUri("${server}");\n${csharp}await using var run = await Tracking.StartRunAsync(); run.LogMetric("accuracy", 0.9);`}
      />
    </Empty>
  );
}

/** What leads into a workspace, and to an experiment there: only the default one has one from the beginning. */
function linesFor(name: string | undefined) {
  if (name === undefined) return { python: "", csharp: "" };
  return {
    python: `mlflow.set_workspace("${name}"); mlflow.set_experiment("first")\n`,
    csharp: `await Tracking.SetExperimentAsync("first"); // started with MLFLOW_WORKSPACE=${name}\n`,
  };
}

function Code({ language, text }: { language: string; text: string }) {
  return (
    <div className={styles.code}>
      <header className={styles.codeHead}>
        <h3>{language}</h3>
        <CopyButton text={text} label={`Copy the lines of ${language}`} />
      </header>
      <Scroll className={styles.codeText} label={`The lines of ${language}`}>
        <pre>{text}</pre>
      </Scroll>
    </div>
  );
}
