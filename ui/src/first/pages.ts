/** Which scripts of ours the page at a path needs beside those that all need: `router.tsx` loads them lazily. */
const pages: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^experiments$/, ["experiments/ExperimentsPage"]],
  [/^experiments\/[^/]+\/runs$/, ["experiments/ExperimentPage", "runs/RunsPage"]],
  [/^experiments\/[^/]+\/charts$/, ["experiments/ExperimentPage", "runs/ChartsPage"]],
  [/^experiments\/[^/]+\/notes$/, ["experiments/ExperimentPage", "experiments/NotesPage"]],
  [/^runs$/, ["runs/RunsPage"]],
  [/^runs\/[^/]+$/, ["run/RunPage", "run/OverviewTab"]],
  [/^runs\/[^/]+\/charts$/, ["run/RunPage", "run/ChartsTab"]],
  [/^runs\/[^/]+\/system$/, ["run/RunPage", "run/SystemTab"]],
  [/^runs\/[^/]+\/artifacts(?:\/.*)?$/, ["run/RunPage", "run/ArtifactsTab"]],
  [/^compare$/, ["compare/ComparePage"]],
  [/^models$/, ["models/ModelsPage"]],
  [/^models\/[^/]+$/, ["models/ModelPage"]],
  [/^models\/[^/]+\/versions\/[^/]+$/, ["models/VersionPage"]],
  [/^logged-models\/[^/]+$/, ["models/LoggedModelPage"]],
];

/** The names of the modules, below `src`. */
export function modulesOf(path: string): readonly string[] {
  return pages.find(([pattern]) => pattern.test(path))?.[1] ?? [];
}
