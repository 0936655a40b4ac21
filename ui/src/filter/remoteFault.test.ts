import { expect, it } from "vitest";
import { CallError } from "../api/errors";
import { remoteFault } from "./remoteFault";

it("finds the place of a fault in fields or in words", () => {
  const inFields = new CallError(400, "INVALID_PARAMETER_VALUE", "No.", 4, 3);
  expect(remoteFault(inFields)).toEqual({ message: "No.", position: 4, length: 3 });
  const message = "Invalid clause(s). At position 12: expected a value, found the end.";
  expect(remoteFault(new CallError(400, "INVALID_PARAMETER_VALUE", message))?.position).toBe(11);
  expect(remoteFault(new CallError(404, "RESOURCE_DOES_NOT_EXIST", "No experiment."))).toBeUndefined();
  expect(remoteFault(undefined)).toBeUndefined();
});
