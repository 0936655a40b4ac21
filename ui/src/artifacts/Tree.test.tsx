// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ArtifactFile, ArtifactSource } from "../api/artifacts";
import { Tree } from "./Tree";

afterEach(cleanup);

const hostile = ["<img src=x onerror=alert(1)>.txt", "\u202egpj.exe", "a%2Fb.txt", "__proto__"];

const folders: Record<string, ArtifactFile[]> = {
  "": [
    { path: "model", is_dir: true },
    { path: "notes.txt", is_dir: false, file_size: 1400 },
    ...hostile.map((path) => ({ path, is_dir: false })),
  ],
  model: [{ path: "model/weights.bin", is_dir: false, file_size: 7 }],
};

interface PageProps {
  source: ArtifactSource;
  path: string;
  onChoose: (path: string) => void;
}

function Page({ source, path, onChoose }: PageProps) {
  const [at, setAt] = useState(path);
  const choose = (next: string) => {
    onChoose(next);
    setAt(next);
  };
  return <Tree source={source} chosen={at} onChoose={choose} typed="" />;
}

function show(path = "") {
  const list = vi.fn(async (folder: string) => folders[folder] ?? []);
  const source: ArtifactSource = { id: "r", uri: "runs:/r", list, file: (file) => `/file/${file}` };
  const chosen = vi.fn();
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <Page source={source} path={path} onChoose={chosen} />
    </QueryClientProvider>,
  );
  return { list, chosen, container };
}

// Roles are looked up by computing styles, which takes seconds on a machine that builds something else beside it.
const item = (name: string | RegExp) => screen.findByRole("treeitem", { name }, { timeout: 20_000 });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

describe("the tree of files", () => {
  it("reads a folder when it is opened, and not before", async () => {
    const { list } = show();
    (await item("model")).focus();
    expect(list.mock.calls.map(([path]) => path)).toEqual([""]);
    press("ArrowRight");
    await item(/weights/);
    expect(list.mock.calls.map(([path]) => path)).toEqual(["", "model"]);
  });

  it("opens the way to what is shown", async () => {
    show("model/weights.bin");
    expect((await item(/weights/)).getAttribute("aria-selected")).toBe("true");
    expect((await item("model")).getAttribute("aria-expanded")).toBe("true");
  });

  it("is moved in by arrows, and chosen from by Enter", async () => {
    const { chosen } = show();
    (await item("model")).focus();
    press("ArrowRight");
    await item(/weights/);
    press("ArrowRight");
    press("Enter");
    expect(chosen).toHaveBeenLastCalledWith("model/weights.bin");
    press("ArrowLeft");
    press("ArrowLeft");
    expect((await item("model")).getAttribute("aria-expanded")).toBe("false");
    press("End");
    press("Enter");
    expect(chosen).toHaveBeenLastCalledWith("__proto__");
  });

  it("shows names as text, whatever they hold", async () => {
    const { container } = show();
    expect((await item(/onerror/)).textContent).toBe("<img src=x onerror=alert(1)>.txt");
    expect((await item(/gpj/)).textContent).toBe("⟨202e⟩gpj.exe");
    expect(container.querySelector("img")).toBeNull();
  });

  it("tells sizes", async () => {
    show();
    expect((await item(/notes/)).textContent).toBe("notes.txt1.4 kB");
  });
});
