"use strict";
// Everything that the description says goes into the page as text, never as markup.
const make = (name, attributes = {}, ...content) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
};
const prose = text => text.split(/(\*\*.+?\*\*|`.+?`)/).map(part =>
  part.startsWith("**") ? make("strong", {}, part.slice(2, -2)) : part.startsWith("`") ? make("code", {}, part.slice(1, -1)) : part);
const slug = text => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");

// Schemas by name; a reference may say more than what it refers to.
let schemas = {};
const nameOf = schema => schema.$ref?.split("/").pop();
const resolve = schema => [...(schema.allOf ?? []).map(resolve), schema.$ref ? resolve(schemas[nameOf(schema)]) : {}, schema]
  .reduce((whole, part) => ({ ...whole, ...part, required: [...(whole.required ?? []), ...(part.required ?? [])] }), {});

const typeOf = schema => {
  const name = nameOf(schema) ?? schema.allOf?.map(nameOf)[0];
  return name === "Number" ? "number" : name === "Json" ? "any JSON" : name ? name
    : schema.type === "array" ? `list of ${typeOf(schema.items)}`
    : schema.additionalProperties ? `${typeOf(schema.additionalProperties)} by key`
    : schema.format === "binary" ? "file" : schema.format === "int64" ? "integer" : schema.type ?? "any";
};
const limits = schema => {
  const [least, most, unit] = schema.type === "array" ? [schema.minItems, schema.maxItems, " entries"]
    : schema.type === "string" ? [schema.minLength, schema.maxLength, " characters"] : [schema.minimum, schema.maximum, ""];
  return [least !== undefined && `at least ${least}${unit}`, most !== undefined && `at most ${most}${unit}`];
};
const remarks = schema => [
  (schema.items ?? schema).enum && "one of " + (schema.items ?? schema).enum.join(", "),
  ...limits(schema),
].filter(Boolean).join("; ");

// One row for each field, those of inner objects after it under their whole path. A schema within itself is not shown again.
const rows = (schema, prefix = "", outer = []) => {
  const whole = resolve(schema ?? {});
  return Object.entries(whole.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name + (field.type === "array" ? "[]" : "");
    const inner = field.type === "array" ? field.items : field;
    const names = [...outer, nameOf(inner)].filter(Boolean);
    return [{ name: path, field, required: whole.required.includes(name) }, ...(outer.includes(nameOf(inner)) ? [] : rows(inner, path + ".", names))];
  });
};
const table = (title, fields) => fields.length === 0 ? [] : [
  make("h3", {}, title),
  make("table", {},
    make("thead", {}, make("tr", {}, ...["Field", "Type", "Meaning"].map(head => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...fields.map(({ name, field, required, description }) => make("tr", {},
      make("td", {}, make("code", {}, name), required ? make("div", { class: "quiet" }, "required") : ""),
      make("td", {}, typeOf(field)),
      make("td", {}, description ?? field.description ?? "", make("div", { class: "quiet" }, remarks(field))))))),
];
const answers = responses => [
  make("h3", {}, "Answers"),
  make("table", {}, make("tbody", {}, ...Object.entries(responses).map(([status, answer]) =>
    make("tr", {}, make("td", {}, make("code", {}, status)), make("td", {}, answer.description))))),
];
const parameters = (operation, place) => (operation.parameters ?? []).filter(parameter => parameter.in === place)
  .map(({ name, schema, required, description }) => ({ name, field: schema, required, description }));
const content = body => Object.entries(body?.content ?? {})[0] ?? [null, {}];

const call = ({ path, method, operation }) => {
  const [type, body] = content(operation.requestBody);
  const [, answer] = content(operation.responses["200"]);
  return make("details", { id: operation.operationId },
    make("summary", {}, make("span", { class: `method ${method}` }, method.toUpperCase()), make("span", { class: "path" }, path),
      make("span", { class: "quiet" }, operation.summary ?? "")),
    make("div", {},
      make("p", {}, operation.description ?? ""),
      ...table("In the path", parameters(operation, "path")),
      ...table("In the query", parameters(operation, "query")),
      ...(type && type !== "application/json" ? [make("p", {}, "The body is the file itself.")] : table("In the body", rows(body.schema))),
      ...answers(operation.responses),
      ...table("Fields of the answer", rows(answer.schema))));
};

const show = description => {
  schemas = description.components.schemas;
  const calls = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation, tag: operation.tags[0] })));
  const tags = [...new Set(calls.map(({ tag }) => tag))];
  document.querySelector("h1").textContent = `${description.info.title} ${description.info.version}: API description`;
  document.getElementById("about").replaceChildren(...description.info.description.split("\n\n").map(part => make("p", {}, ...prose(part))));
  document.getElementById("tags").replaceChildren(...tags.map(tag => make("a", { href: "#" + slug(tag) }, tag)));
  const list = document.getElementById("calls");
  const draw = sought => {
    const words = sought.toLowerCase().split(/\s+/);
    const found = calls.filter(({ path, method, operation }) =>
      words.every(word => `${method} ${path} ${operation.summary}`.toLowerCase().includes(word)));
    list.replaceChildren(...tags.flatMap(tag => {
      const own = found.filter(entry => entry.tag === tag);
      return own.length === 0 ? [] : [make("h2", { id: slug(tag) }, tag), ...own.map(call)];
    }));
    if (found.length === 0) list.append(make("p", {}, "No call matches."));
  };
  draw("");
  document.getElementById("find").addEventListener("input", event => draw(event.target.value));
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (wanted) { wanted.open = true; wanted.scrollIntoView(); }
};

const source = "api/leat/1.0/openapi.json"; // beside this page, also below a prefix
document.getElementById("source").href = source;
fetch(source).then(response => response.ok ? response.json() : Promise.reject(new Error(`status ${response.status}`))).then(show)
  .catch(fault => document.getElementById("calls").replaceChildren(make("p", {}, `The description cannot be read: ${fault.message}`)));
