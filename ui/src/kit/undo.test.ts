import { beforeEach, describe, expect, it, vi } from "vitest";

const { toast } = vi.hoisted(() => ({ toast: vi.fn() }));
vi.mock("./Toasts", () => ({ toast }));

import { doAgain, performed, takeBack } from "./undo";

const log: string[] = [];
const step = (name: string, fails = false) => ({
  text: name,
  undo: async () => {
    if (fails) throw new Error("refused");
    log.push(`-${name}`);
  },
  redo: async () => void log.push(`+${name}`),
});

beforeEach(async () => {
  while (toast.mock.lastCall) {
    toast.mockClear();
    await takeBack();
  }
  log.length = 0;
});

describe("undo", () => {
  it("takes back the last step first, and does again", async () => {
    performed(step("a"));
    performed(step("b"));
    await takeBack();
    await takeBack();
    await takeBack();
    await doAgain();
    expect(log).toEqual(["-b", "-a", "+a"]);
    await takeBack();
  });

  it("takes back by the button of its note, once", async () => {
    performed(step("c"));
    performed(step("d"));
    const note = toast.mock.calls[0]?.[0] as { text: string; action: { run: () => void } };
    expect(note.text).toBe("c");
    note.action.run();
    note.action.run();
    await vi.waitFor(() => expect(log).toEqual(["-c"]));
    await takeBack();
    expect(log).toEqual(["-c", "-d"]);
  });

  it("forgets what was taken back when something else is done", async () => {
    performed(step("e"));
    await takeBack();
    performed(step("f"));
    await doAgain();
    expect(log).toEqual(["-e"]);
    await takeBack();
  });

  it("says why it could not, and keeps the step", async () => {
    const failing = step("g", true);
    performed(failing);
    await takeBack();
    expect(toast).toHaveBeenLastCalledWith({ text: "It could not be taken back. refused", failed: true });
    failing.undo = async () => void log.push("-g");
    await takeBack();
    expect(log).toEqual(["-g"]);
  });
});
