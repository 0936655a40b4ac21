import { useEffect } from "react";
import { toast } from "./Toasts";

/** Says which words of the address were not understood, once for each address that has such. */
export function useAddressFaults(faults: readonly string[]): void {
  const told = faults.join(", ");
  useEffect(() => {
    if (told) toast({ text: `Not understood in the address, and left out: ${told}`, failed: true });
  }, [told]);
}
