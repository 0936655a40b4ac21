const commitPaths: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)gitlab\./, "/-/commit/"],
  [/(^|\.)bitbucket\./, "/commits/"],
  [/(^|\.)(github|gitea|forgejo)\./, "/commit/"],
  [/^codeberg\.org$/, "/commit/"],
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
  const page = repositoryPage(remote);
  if (!page || !/^[0-9a-f]{7,64}$/i.test(commit)) return undefined;
  const host = new URL(page).hostname;
  const path = commitPaths.find(([pattern]) => pattern.test(host))?.[1];
  return path && `${page}${path}${commit}`;
}
