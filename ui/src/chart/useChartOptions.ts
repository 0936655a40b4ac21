import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useAddressFaults } from "../kit/useAddressFaults";
import { type ChartOptions, optionFaults, readOptions, writeOptions } from "./options";

/** The options in the address, and how to change some of them. Changes replace the entry in history: they are tried out, not visited. */
export function useChartOptions(): [ChartOptions, (change: Partial<ChartOptions>) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const options = useMemo(() => readOptions(search), [search]);
  useAddressFaults(useMemo(() => optionFaults(search), [search]));
  const change = useCallback(
    (part: Partial<ChartOptions>) => {
      void navigate({
        to: ".",
        search: ((before: Record<string, unknown>) => ({
          ...before,
          ...writeOptions({ ...readOptions(before), ...part }),
        })) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [options, change];
}
