// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Run } from "../api/run";
import { infoOf } from "../api/run.fixture";
import { Datasets } from "./Datasets";
import { Params } from "./Params";
import { Tags } from "./Tags";

vi.mock("../api/client", () => ({ mlflow: vi.fn(), mlflowGet: vi.fn() }));

afterEach(cleanup);

const texts = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  '"><svg onload=alert(1)>',
  "{{constructor.constructor('alert(1)')()}}",
  "\u202egpj.exe",
  "zero\u200bwidth",
  "__proto__",
  "=cmd|' /C calc'!A0",
];

const pairs = texts.map((text, index) => ({ key: `${text} ${index}`, value: text }));

const run: Run = {
  info: infoOf("r", texts[0]),
  data: { params: pairs, tags: pairs },
  inputs: {
    dataset_inputs: texts.map((text) => ({
      tags: [{ key: "mlflow.data.context", value: text }],
      dataset: {
        name: text,
        digest: text,
        source_type: text,
        source: `{"url":"${text.replaceAll('"', '\\"')}"}`,
        schema: text,
        profile: text,
      },
    })),
  },
};

function show(part: React.ReactNode) {
  const { container } = render(<QueryClientProvider client={new QueryClient()}>{part}</QueryClientProvider>);
  return container;
}

function expectOnlyText(container: HTMLElement) {
  expect(container.querySelectorAll("script, img, iframe, object, [onload], [onerror], [srcdoc]")).toHaveLength(0);
  for (const link of container.querySelectorAll("a")) expect(link.getAttribute("href")).toMatch(/^https?:|^\//);
  expect(container.textContent).not.toMatch(/[\u202e\u200b]/);
}

describe("what strangers logged", () => {
  it("is text as params", () => {
    const container = show(<Params run={run} />);
    expectOnlyText(container);
    for (const text of ["<script>alert(1)</script>", "⟨202e⟩gpj.exe", "zero⟨200b⟩width"])
      expect(screen.getAllByText(text, { exact: false }).length).toBeGreaterThan(0);
  });

  it("is text as tags", () => {
    const container = show(<Tags run={run} />);
    expectOnlyText(container);
    expect(screen.getAllByText("<script>alert(1)</script>")).toHaveLength(1);
  });

  it("is text as datasets, in the drawer too", () => {
    const container = show(<Datasets run={run} />);
    expectOnlyText(container);
    for (const button of screen.getAllByRole("button").slice(0, texts.length)) {
      fireEvent.click(button);
      expectOnlyText(document.body);
    }
  });
});

describe("a deleted run", () => {
  const deleted: Run = { ...run, info: { ...run.info, lifecycle_stage: "deleted" } };
  it("offers no change that the server would refuse", () => {
    show(<Tags run={deleted} />);
    expect(screen.queryByRole("button", { name: /Add|Edit|Remove/ })).toBeNull();
  });
  it("is changed while it is there", () => {
    show(<Tags run={run} />);
    expect(screen.getAllByRole("button", { name: /Add|Edit|Remove/ })).toHaveLength(2 * pairs.length + 1);
  });
});

describe("very long values", () => {
  const long: Run = { ...run, data: { params: [{ key: "prompt", value: "x".repeat(8000) }] } };
  it("are cut until one asks for all of them", () => {
    const container = show(<Params run={long} />);
    expect(container.textContent?.length).toBeLessThan(500);
    fireEvent.click(screen.getByRole("button", { name: "all 8000 characters" }));
    expect(container.textContent).toContain("x".repeat(8000));
  });
});
