import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { singleKeys } from "../kit/singleKeys";
import { isTyping } from "../kit/undo";

/** Keys of a run's pages: 1 to 4 are its tabs, and the rest what the buttons above them do. */
export function useRunKeys(runId: string, actions: Record<string, (() => void) | undefined>): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isChord = event.ctrlKey || event.metaKey || event.altKey;
      const isElsewhere = isTyping(event.target) || isInPopup(event.target);
      if (isChord || isElsewhere || !singleKeys()) return;
      const tab = tabs[event.key];
      const action = actions[event.key];
      if (!tab && !action) return;
      event.preventDefault();
      if (tab) void navigate({ to: tab, params: { runId } });
      else action?.();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [runId, actions, navigate]);
}

/** What is open above the page has keys of its own. */
function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=menu]") !== null;
}

const tabs: Record<string, "/runs/$runId" | "/runs/$runId/charts" | "/runs/$runId/system" | "/runs/$runId/artifacts"> =
  {
    "1": "/runs/$runId",
    "2": "/runs/$runId/charts",
    "3": "/runs/$runId/system",
    "4": "/runs/$runId/artifacts",
  };
