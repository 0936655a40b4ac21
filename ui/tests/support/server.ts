import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const program =
  process.env.LEAT_CLI ?? resolve(import.meta.dirname, "../../../src/Leat.Cli/bin/Release/net10.0/Leat.Cli.dll");

/** A real server in a process of its own, with a folder of its own. */
export interface Server {
  /** Where its page lies, with a slash at the end. */
  url: string;
  folder: string;
  /** Ends it as Ctrl-C does, and starts it again at the same port. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Runs a command of `leat` to its end, in a folder. */
export async function leat(folder: string, ...args: string[]): Promise<void> {
  const process = spawn("dotnet", [program, ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  process.stderr.on("data", (data) => {
    errors += data;
  });
  const code = await new Promise((done) => process.on("close", done));
  if (code !== 0) throw new Error(`leat ${args.join(" ")} ended with ${code}: ${errors}`);
}

/** Starts a server on a free port, with an empty SQLite database unless the arguments name another store. */
export async function startServer(...args: string[]): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "leat-ui-"));
  let running = await run(folder, ["--port", "0", ...args]);
  const { url } = running;
  return {
    url,
    folder,
    restart: async () => {
      await end(running.process);
      running = await run(folder, ["--port", new URL(url).port, ...args]);
    },
    stop: async () => {
      await end(running.process);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(folder: string, args: string[]): Promise<{ url: string; process: ChildProcess }> {
  const process = spawn("dotnet", [program, "server", ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  process.stderr.on("data", (data) => {
    said += data;
  });
  return new Promise((done, fail) => {
    process.on("close", (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
    createInterface({ input: process.stdout }).on("line", (line) => {
      said += `${line}\n`;
      const page = /^ {2}page {5}(http\S+)$/.exec(line)?.[1];
      if (page) done({ url: page, process });
      else if (/^ {2}page/.test(line)) fail(new Error(`The server was built without the web UI: ${line}`));
    });
  });
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = new Promise((done) => process.once("exit", done));
  process.kill("SIGTERM");
  await ended;
}
