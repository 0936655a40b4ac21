import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { inWorkspace } from "./api/workspace";
import { readSearch, writeSearch } from "./search";
import { Frame } from "./shell/Frame";
import { NotFound } from "./shell/NotFound";
import { PageFailure } from "./shell/PageFailure";

const root = createRootRoute({
  component: () => (
    <Frame>
      <Outlet />
    </Frame>
  ),
  notFoundComponent: NotFound,
  // Every address within the page names its workspace.
  search: { middlewares: [({ search, next }) => ({ ...next(search), ...inWorkspace() })] },
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/experiments", replace: true });
  },
});

const experiments = createRoute({
  getParentRoute: () => root,
  path: "experiments",
  component: lazyRouteComponent(() => import("./experiments/ExperimentsPage"), "ExperimentsPage"),
});

const experiment = createRoute({
  getParentRoute: () => root,
  path: "experiments/$experimentId",
  component: lazyRouteComponent(() => import("./experiments/ExperimentPage"), "ExperimentPage"),
});

const experimentIndex = createRoute({
  getParentRoute: () => experiment,
  path: "/",
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: "/experiments/$experimentId/runs", params, search, replace: true });
  },
});

const experimentRuns = createRoute({
  getParentRoute: () => experiment,
  path: "runs",
  component: lazyRouteComponent(() => import("./runs/RunsPage"), "RunsPage"),
});

const experimentCharts = createRoute({
  getParentRoute: () => experiment,
  path: "charts",
  component: lazyRouteComponent(() => import("./runs/ChartsPage"), "ChartsPage"),
});

const experimentNotes = createRoute({
  getParentRoute: () => experiment,
  path: "notes",
  component: lazyRouteComponent(() => import("./experiments/NotesPage"), "NotesPage"),
});

/** Runs of several experiments: the same page, without one experiment's frame. */
const runs = createRoute({
  getParentRoute: () => root,
  path: "runs",
  component: lazyRouteComponent(() => import("./runs/RunsPage"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => root,
  path: "runs/$runId",
  component: lazyRouteComponent(() => import("./run/RunPage"), "RunPage"),
});

const runIndex = createRoute({
  getParentRoute: () => run,
  path: "/",
  component: lazyRouteComponent(() => import("./run/OverviewTab"), "OverviewTab"),
});

const runCharts = createRoute({
  getParentRoute: () => run,
  path: "charts",
  component: lazyRouteComponent(() => import("./run/ChartsTab"), "ChartsTab"),
});

const runSystem = createRoute({
  getParentRoute: () => run,
  path: "system",
  component: lazyRouteComponent(() => import("./run/SystemTab"), "SystemTab"),
});

const runArtifacts = createRoute({
  getParentRoute: () => run,
  path: "artifacts",
  component: lazyRouteComponent(() => import("./run/ArtifactsTab"), "ArtifactsTab"),
});

const runArtifact = createRoute({
  getParentRoute: () => run,
  path: "artifacts/$",
  component: lazyRouteComponent(() => import("./run/ArtifactsTab"), "ArtifactsTab"),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "compare",
  component: lazyRouteComponent(() => import("./compare/ComparePage"), "ComparePage"),
});

const models = createRoute({
  getParentRoute: () => root,
  path: "models",
  component: lazyRouteComponent(() => import("./models/ModelsPage"), "ModelsPage"),
});

const model = createRoute({
  getParentRoute: () => root,
  path: "models/$name",
  component: lazyRouteComponent(() => import("./models/ModelPage"), "ModelPage"),
});

const modelVersion = createRoute({
  getParentRoute: () => root,
  path: "models/$name/versions/$version",
  component: lazyRouteComponent(() => import("./models/VersionPage"), "VersionPage"),
});

const loggedModel = createRoute({
  getParentRoute: () => root,
  path: "logged-models/$modelId",
  component: lazyRouteComponent(() => import("./models/LoggedModelPage"), "LoggedModelPage"),
});

const routeTree = root.addChildren([
  home,
  experiments,
  experiment.addChildren([experimentIndex, experimentRuns, experimentCharts, experimentNotes]),
  runs,
  run.addChildren([runIndex, runCharts, runSystem, runArtifacts, runArtifact]),
  compare,
  models,
  model,
  modelVersion,
  loggedModel,
]);

export const router = createRouter({
  routeTree,
  // The prefix below which the server is reached.
  basepath: new URL(document.baseURI).pathname,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
