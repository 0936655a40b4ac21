import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Failure } from "../kit/States";

/** A page that could not be shown. The frame around it stays. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <Failure error={error} onRetry={retry} />;
}
