import { addressOf } from "./api/client";
import { placeOfHash } from "./hashRoutes";

/** Turns an address of MLflow's page into ours, in place, so that Back does not lead to it. Says whether it did. */
export function followHash(): boolean {
  if (!location.hash.startsWith("#/")) return false;
  const place = placeOfHash(location.hash, location.search);
  // An address that nothing is known of leads to the page that says so, and shows it.
  const next = place === undefined ? `unknown-address${location.hash}` : place.slice(1);
  history.replaceState(null, "", addressOf(next));
  return true;
}
