// Checks an API description as its users would: validates it, makes TypeScript types of it, and compiles a client of these.
// usage: node check.mjs OPENAPI.JSON     Writes leat.d.ts beside it. Prints one line for each fault; the exit code tells of any.
import { createConfig, lintFromString } from "@redocly/openapi-core";
import openapiTypeScript, { astToString } from "openapi-typescript";
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

const source = readFileSync(process.argv[2], "utf8");
const config = await createConfig({
  extends: ["recommended"],
  // Calls about the server itself take nothing that could be wrong.
  rules: { "operation-4xx-response": "off" },
});
const problems = (await lintFromString({ source, config }))
  .map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ""}`);

const types = astToString(await openapiTypeScript(source));
writeFileSync("leat.d.ts", types);
const lines = types.split("\n").filter(line => !/^\s*(\*|\/\*\*)/.test(line));
// Answers may have headers that are not described, and some fields hold any JSON; everything else has a type.
const vague = lines.filter(line => /\b(unknown|any)\b/.test(line) && !/^\s*(\[name: string\]|Json): unknown;$/.test(line))
  .map(line => `The generator knows no type: ${line.trim()}`);

const program = ts.createProgram(["client.ts"], {
  strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [],
});
const errors = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) =>
  `${file?.fileName}:${file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);

const faults = [...problems, ...vague, ...errors];
console.log(faults.length === 0 ? "No faults." : faults.join("\n"));
process.exitCode = faults.length === 0 ? 0 : 1;
