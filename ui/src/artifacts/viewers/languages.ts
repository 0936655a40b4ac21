import type { Parser } from "@lezer/common";

/** The grammar of a language, fetched when the first file in it is looked at. */
const grammars: readonly (readonly [string, () => Promise<{ parser: Parser }>])[] = [
  ["py py3 pyi ipy", () => import("@lezer/python")],
  ["json geojson ipynb", () => import("@lezer/json")],
  ["js mjs cjs jsonnet", () => import("@lezer/javascript")],
  ["ts", () => dialect("ts")],
  ["tsx", () => dialect("jsx ts")],
  ["jsx", () => dialect("jsx")],
  ["yaml yml mlproject mlmodel", () => import("@lezer/yaml")],
  ["xml svg", () => import("@lezer/xml")],
  ["html htm", () => import("@lezer/html")],
  ["css", () => import("@lezer/css")],
  ["c h cc cpp hpp cu", () => import("@lezer/cpp")],
  // Near enough: the words, strings and comments of these are written alike.
  ["java cs kt scala", () => import("@lezer/java")],
  ["rs", () => import("@lezer/rust")],
  ["go", () => import("@lezer/go")],
];

async function dialect(name: string): Promise<{ parser: Parser }> {
  const { parser } = await import("@lezer/javascript");
  return { parser: parser.configure({ dialect: name }) };
}

/** Undefined for a language without colours. */
export function grammarOf(extension: string): (() => Promise<{ parser: Parser }>) | undefined {
  return grammars.find(([extensions]) => extensions.split(" ").includes(extension))?.[1];
}
