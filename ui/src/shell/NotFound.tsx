import { Link } from "@tanstack/react-router";
import { visible } from "../kit/format";
import { Empty } from "../kit/States";

/** Nothing lies at this address. */
export function NotFound() {
  return (
    <Empty title="There is no such page">
      <p>
        Nothing is known by the address <code>{visible(location.pathname + location.hash)}</code>.
      </p>
      <p>
        <Link to="/experiments">All experiments</Link>
      </p>
    </Empty>
  );
}
