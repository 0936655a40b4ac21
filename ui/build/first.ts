import { resolve } from "node:path";
import type { OutputBundle, OutputChunk } from "rolldown";
import { build, type Plugin } from "vite";

const entry = "src/first/first.ts";
const file = "static-files/first.js";

/**
 * Builds the script of the page's head, which is no module: it runs before anything is painted. It is told which files the pages
 * need that are loaded lazily, so that these do not wait for the script that would ask for them.
 */
export function firstScript(): Plugin {
  let root = "";
  let isBuild = false;
  return {
    name: "leat-first",
    configResolved(config) {
      root = config.root;
      isBuild = config.command === "build";
    },
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => {
        const script = isBuild
          ? `<script src="${file}"></script>`
          : `<script type="module">globalThis.PAGE_FILES = {};</script><script type="module" src="/${entry}"></script>`;
        return html.replace("<!-- first -->", [script, ...fonts(bundle)].join("\n    "));
      },
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        this.emitFile({
          type: "asset",
          fileName: file,
          source: await compile(resolve(root, entry), filesOf(bundle, root)),
        });
      },
    },
  };
}

/** The font of all text: otherwise it is asked for when the first text is painted, and painted anew when it is there. */
function fonts(bundle: OutputBundle | undefined): string[] {
  const names = Object.keys(bundle ?? {}).filter((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
  return names.map((name) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${name}">`);
}

async function compile(path: string, files: Record<string, string[]>): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    define: { PAGE_FILES: JSON.stringify(files) },
    build: {
      write: false,
      target: "es2022",
      lib: { entry: path, formats: ["iife"], name: "first", fileName: "first" },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !("output" in output)) throw new Error("The script of the page's head was not built.");
  return output.output[0].code;
}

/** The scripts of each page's module, without those that the page itself names. */
function filesOf(bundle: OutputBundle, root: string): Record<string, string[]> {
  const chunks = Object.values(bundle).filter((part): part is OutputChunk => part.type === "chunk");
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const gather = (names: Iterable<string>, into = new Set<string>()): Set<string> => {
    for (const name of names) if (!into.has(name)) gather(byName.get(name)?.imports ?? [], into.add(name));
    return into;
  };
  const always = gather(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  const source = resolve(root, "src");
  return Object.fromEntries(
    chunks
      .filter(({ isDynamicEntry, facadeModuleId }) => isDynamicEntry && facadeModuleId?.startsWith(source))
      .filter(({ facadeModuleId }) => /(?:Page|Tab)\.tsx$/.test(facadeModuleId ?? ""))
      .map(({ fileName, facadeModuleId }) => [
        (facadeModuleId ?? "").slice(source.length + 1).replace(/\.tsx$/, ""),
        [...gather([fileName])].filter((name) => !always.has(name)),
      ]),
  );
}
