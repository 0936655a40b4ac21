// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { type LongColumn, LongTable } from "./LongTable";

afterEach(cleanup);

interface Row {
  name: string;
  size: number | undefined;
}

const columns: LongColumn<Row>[] = [
  { id: "name", head: "Name", sortBy: (row) => row.name, cell: (row) => row.name },
  { id: "size", head: "Size", numeric: true, sortBy: (row) => row.size, cell: (row) => row.size },
];

function show(rows: Row[]) {
  render(<LongTable label="Things" columns={columns} rows={rows} keyOf={(row) => row.name} />);
}

const names = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("cell")[0]?.textContent);

describe("a table", () => {
  const rows = [
    { name: "step 10", size: 2 },
    { name: "step 2", size: Number.NaN },
    { name: "step 1", size: 7 },
  ];

  it("sorts up, down, and as it came; what has no value stays last", () => {
    show(rows);
    const head = screen.getByRole("button", { name: "Size" });
    fireEvent.click(head);
    expect(names()).toEqual(["step 10", "step 1", "step 2"]);
    expect(screen.getByRole("columnheader", { name: "Size" }).getAttribute("aria-sort")).toBe("ascending");
    fireEvent.click(head);
    expect(names()).toEqual(["step 1", "step 10", "step 2"]);
    fireEvent.click(head);
    expect(names()).toEqual(["step 10", "step 2", "step 1"]);
  });

  it("sorts names as people count", () => {
    show(rows);
    fireEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(names()).toEqual(["step 1", "step 2", "step 10"]);
  });

  it("holds few rows of many", () => {
    show(Array.from({ length: 10_000 }, (_, index) => ({ name: `row ${index}`, size: index })));
    expect(screen.getAllByRole("row").length).toBeLessThan(100);
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
  });
});
