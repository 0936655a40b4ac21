import { expect, it } from "vitest";
import { dropAt } from "./columnDrag";

// One pinned header, beneath which the first of the others has been scrolled.
const heads = [
  { left: 300, right: 400, pinned: true },
  { left: 350, right: 450, pinned: false },
  { left: 450, right: 550, pinned: false },
];

it.each([
  [310, { at: 0, pinned: true, x: 300 }],
  [390, { at: 1, pinned: true, x: 400 }],
  [420, { at: 2, pinned: false, x: 450 }],
  [460, { at: 2, pinned: false, x: 450 }],
  [540, { at: 3, pinned: false, x: 550 }],
  [900, { at: 3, pinned: false, x: 550 }],
  [10, { at: 0, pinned: true, x: 300 }],
])("a column let go at %i", (x, drop) => expect(dropAt(heads, x)).toEqual(drop));

it("has no place without headers", () => expect(dropAt([], 10)).toBeUndefined());
