/**
 * Runs in the page's head before anything is painted, as a script of its own. It sets the theme that was chosen, so that the page
 * never flashes in the other; starts the first calls of the page that was asked for, so that their answers are there when its
 * scripts are; and names the scripts that only this page needs.
 */
import { addressOf, withQuery } from "../api/address";
import { callName, type StartedCall } from "../api/started";
import { beginIn, workspaceHeaders } from "../api/workspace";
import { modulesOf } from "./pages";
import { type Call, type Place, placeOf, planOf } from "./plan";

/** Files of the build by modules: the build puts them here. */
declare const PAGE_FILES: Readonly<Record<string, readonly string[]>>;

function setTheme(): void {
  try {
    const theme = localStorage.getItem("leat.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage, the system's theme is used.
  }
}

function start(call: Call, answers: Map<string, StartedCall>): Promise<Response> {
  const abort = new AbortController();
  const isGet = "query" in call;
  const address = isGet ? withQuery(call.path, call.query) : addressOf(call.path);
  const body = isGet ? "" : JSON.stringify(call.body);
  // As the page itself would ask.
  const request = isGet
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json", ...workspaceHeaders() }, body };
  const answer = fetch(address, { ...request, signal: abort.signal });
  // Who takes it hears of a failure; nobody has to take it.
  answer.catch(() => {});
  answers.set(callName(address, body), { answer, abort });
  return answer;
}

function startCalls(place: Place): void {
  const { calls, next } = planOf(place);
  const answers = new Map<string, StartedCall>();
  const all = calls.map((call) => start(call, answers));
  const startNext = async () => {
    if (!next) return;
    // The page reads the answers themselves.
    const read = all.slice(0, next.after).map(async (answer) => (await answer).clone().json());
    start(next.of(await Promise.all(read)), answers);
  };
  globalThis.leatStarted = {
    page: new URL(addressOf(place.path)).pathname,
    answers,
    awaited: next && addressOf(next.path),
    // A failure is told by the page, which asks again.
    settled: startNext().catch(() => {}),
  };
}

function fetchScripts(place: Place): void {
  for (const file of new Set(modulesOf(place.path).flatMap((module) => PAGE_FILES[module] ?? []))) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.crossOrigin = "";
    link.href = addressOf(file);
    document.head.append(link);
  }
}

setTheme();
const { pathname, search, hash } = location;
const path = pathname.slice(new URL(document.baseURI).pathname.length);
const place = placeOf({ path, search, hash });
beginIn(place.search);
startCalls(place);
fetchScripts(place);
