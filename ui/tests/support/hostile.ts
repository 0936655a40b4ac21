import { png } from "./files";

/** What an experiment may be logged with to harm who looks at it: one list, shown on every page. */

/** Texts for names, values, tags and notes. None is valid for a key, which has fewer characters. */
export const texts: Readonly<Record<string, string>> = {
  html: '<img src=x data-hostile onerror="alert(1)">',
  script: "<script data-hostile>alert(2)</script>",
  svg: '<svg data-hostile onload="alert(3)"><use href="data:x"/></svg>',
  "end of an attribute": "\"'><b data-hostile style='position:fixed;inset:0'>gone</b><!--",
  address: "javascript:alert(4)",
  link: "[press](javascript:alert(5)) ![seen](https://example.org/seen.png)",
  style: "};body{display:none}/*",
  formula: '=HYPERLINK("https://example.org","press")',
  "formula by plus": "+1+cmd|' /C calc'!A0",
  "formula by minus": "-1+1",
  "formula by at": "@SUM(1)",
  "formula behind a tab": "\t=1+1",
  SQL: "'; DROP TABLE runs; --",
  quotes: "`\"'\\%_",
  "a path": "../../etc/passwd",
  "a drive": "C:\\Windows\\System32",
  "an address's parts": "?a=b&c#d%25%2F%",
  controls: "bell\u0007 back\b\b\b escape\u001b[31mred\u009b",
  lines: "first\r\nsecond\tthird",
  "turned around": "safe\u202egnp.exe",
  isolated: "\u2066left\u2069\u2067right\u200f",
  unseen: "in\u200bvis\u2060ible\ufeff",
  "from right to left": "שלום עולם",
  "a family": "👨‍👩‍👧",
  marks: `e${"\u0301".repeat(200)}`,
  "a word of the language": "undefined",
  "a number": "-0",
  "of a prototype": "__proto__",
  constructor: "constructor",
  template: "{{7*7}} #{7*7} <%= 7*7 %>",
};

/** Texts beyond any width. */
export const longs: Readonly<Record<string, string>> = {
  "long without a blank": "W".repeat(1000),
  "long with markup": "<b data-hostile>".repeat(60),
};

/** Keys, which the server takes. */
export const keys: readonly string[] = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "-1",
  "a: b",
  "a.b/c d",
  "מפתח",
  "run_id",
  `${"k".repeat(200)} end`,
];

/** Values of metrics at the edges of what a number can be. */
export const numbers: readonly (number | string)[] = [
  "NaN",
  "Infinity",
  "-Infinity",
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MIN_VALUE,
  0,
  1e21,
  123456789012345680000,
  -1e-7,
];

/** A note of Markdown, with all that Markdown can carry. */
export const note = [
  "# A note <script data-hostile>alert(6)</script>",
  texts.html,
  texts.svg,
  texts.link,
  "[a](data:text/html,<script>alert(7)</script>) [b](vbscript:x) [c](java\nscript:alert(8)) [d](//example.org/x)",
  "<a href='javascript:alert(9)' data-hostile>e</a> <javascript:alert(10)> https://example.org/\u202egnp.exe",
  "![pixel](https://example.org/pixel.png) ![local](/api/2.0/mlflow/experiments/search)",
  "[^1]: <img data-hostile src=x>",
  `| ${"a | ".repeat(200)}\n|${"---|".repeat(201)}\n| ${"x | ".repeat(200)}`,
  `${">".repeat(300)} deep`,
  `${"[".repeat(300)}x${"]".repeat(300)}`,
  texts.controls,
  texts["turned around"],
  longs["long without a blank"],
].join("\n\n");

/** Files whose content is made to harm, by their names, which are too. */
export const files: Readonly<Record<string, string | Uint8Array>> = {
  "page.html": `<!doctype html><script data-hostile>
    for (const harm of [() => { parent.document.body.innerHTML = ""; }, () => { top.location = "https://example.org/"; },
      () => parent.postMessage("x", "*"), () => open("https://example.org/"), () => alert(11), () => print()])
      try { harm(); } catch {}
  </script><base href="https://example.org/"><meta http-equiv="refresh" content="1;url=https://example.org/">
  <form action="https://example.org/" id="f"><input></form><script>f.submit()</script><p>the end of the page</p>`,
  "shape.svg": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" onload="alert(12)">
    <script>alert(13)</script><foreignObject width="40" height="40"><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(14)"/></foreignObject>
    <image xlink:href="https://example.org/seen.png"/><a xlink:href="javascript:alert(15)"><rect width="40" height="40" fill="red"/></a></svg>`,
  "note.md": note,
  "formulas.csv": `name,value\n${Object.values(texts)
    .map((text) => `"${text.replaceAll('"', '""')}",=1+1`)
    .join("\n")}\n`,
  "wide.csv": `${"c,".repeat(5000)}end\n${"1,".repeat(5000)}2\n`,
  "open quote.csv": `a,b\n"never closed,${"x,\n".repeat(2000)}`,
  "deep.json": "[".repeat(100_000),
  "nested.json": `${'{"a":'.repeat(150)}1${"}".repeat(150)}`,
  "proto.json":
    '{"__proto__": {"hostile": true}, "constructor": {"prototype": {"hostile": true}}, "toString": 1, "": "no name"}',
  "numbers.json": `{"huge": 1e400, "long": ${"9".repeat(400)}, "small": 1e-400, "minus": -0, "twice": 1, "twice": 2}`,
  "texts.json": JSON.stringify(texts),
  "many.json": JSON.stringify(Array.from({ length: 20_000 }, (_, i) => i)),
  "table.json": JSON.stringify({
    columns: ["__proto__", texts.html, "picture"],
    data: [
      [texts.formula, texts["turned around"], { type: "image", filepath: "javascript:alert(16)" }],
      [
        null,
        { toString: 1 },
        { type: "image", filepath: "https://example.org/x.png", compressed_filepath: "//example.org/x" },
      ],
    ],
  }),
  "rows.jsonl": `{"a": 1}\n{"__proto__": 2, "a": "${"x".repeat(5000)}"}\n`,
  "bomb.yaml": "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n? [1, 2]\n: !!js/function 'alert(17)'\n",
  "model/MLmodel": `artifact_path: "${texts.address}"
flavors:
  "${"<img src=x data-hostile onerror=alert(18)>"}":
    loader_module: "os; __import__('os')"
    __proto__: {hostile: true}
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
signature:
  inputs: '[{"name": "<script data-hostile>", "type": "\\u202edouble"}]'
  outputs: '{"not": "a list"}'
`,
  "train.py": `# ${texts["turned around"]}\n${"x = '".repeat(500)}\n${"(".repeat(5000)}\n`,
  "one line.js": `var x = "${"a".repeat(200_000)}";`,
  "escape.log": `${texts.controls}\n${texts["turned around"]}\n${"\u001b]8;;https://example.org\u0007press\u001b]8;;\u0007"}\n`,
  "changes.diff": `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-${texts.html}\n+${texts["turned around"]}\n`,
  "requirements.txt": `<b data-hostile>==1\n${texts.formula}\nnumpy==1.0 ; ${texts.script}\n`,
  "no picture.png": "this is not a picture",
  "bomb.svg": `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
    <svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"><text>&b;</text></svg>`,
  "not.pdf":
    "%PDF-1.7\n1 0 obj << /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\ntrailer << /Root 1 0 R >>",
  "not.parquet": "PAR1 nothing PAR1",
  "not.wav": "RIFF nothing",
  "not.mp4": "nothing",
  "utf16.txt": Buffer.from(`\ufeff${texts.html}`, "utf16le"),
  [`${texts.html}.txt`.replaceAll("/", "")]: "a name of markup",
  "turned\u202egnp.exe": "a name that turns",
  "blank \u200b unseen.txt": "a name with what is not seen",
  "a+b&c=d;e@f,g.txt": "a name of an address's marks",
  "__proto__/constructor/toString.json": "{}",
  [`${"long".repeat(50)}.txt`]: "a long name",
  "images/<b data-hostile>%step%0%timestamp%1%id.png": png(8, 8, [1, 2, 3]),
  "images/__proto__%step%9007199254740993%timestamp%99999999999999999%id.png": png(8, 8, [1, 2, 3]),
};
