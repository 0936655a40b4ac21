/** Hosts whose addresses are known, and what follows the repository in them. `{from}` and `{to}` are commits. */
const hosts: readonly { host: RegExp; commit: string; compare: string }[] = [
  { host: /(^|\.)gitlab\./, commit: "/-/commit/{to}", compare: "/-/compare/{from}...{to}" },
  { host: /(^|\.)bitbucket\./, commit: "/commits/{to}", compare: "/branches/compare/{to}..{from}" },
  {
    host: /(^|\.)(github|gitea|forgejo)\.|^codeberg\.org$/,
    commit: "/commit/{to}",
    compare: "/compare/{from}...{to}",
  },
];

/** The page of a repository whose remote is given as git writes it, by HTTPS or SSH; undefined if it has none. */
export function repositoryPage(remote: string): string | undefined {
  const short = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/.exec(remote.trim());
  const text = short ? `https://${short[1]}/${short[2]}` : remote.trim();
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    return undefined;
  }
  if (!["https:", "http:", "ssh:", "git:", "git+ssh:"].includes(address.protocol) || address.hostname === "")
    return undefined;
  // A remote may hold a name and a password, and a port of SSH: neither belongs into a link.
  const port = address.protocol.startsWith("http") && address.port ? `:${address.port}` : "";
  const scheme = address.protocol === "http:" ? "http" : "https";
  const path = address.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  return path === "" ? undefined : `${scheme}://${address.hostname}${port}${path}`;
}

/** The page of a commit, on hosts whose addresses are known. */
export function commitPage(remote: string, commit: string): string | undefined {
  return pageOf(remote, "commit", commit, commit);
}

/** The page of what lies between two commits, on hosts whose addresses are known. */
export function comparePage(remote: string, from: string, to: string): string | undefined {
  return pageOf(remote, "compare", from, to);
}

function pageOf(remote: string, kind: "commit" | "compare", from: string, to: string): string | undefined {
  const page = repositoryPage(remote);
  if (!page || !isCommit(from) || !isCommit(to)) return undefined;
  const { hostname } = new URL(page);
  const path = hosts.find(({ host }) => host.test(hostname))?.[kind];
  return path && page + path.replace("{from}", from).replace("{to}", to);
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text);
}
