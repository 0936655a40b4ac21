interface Policy {
  createScriptURL(address: string): unknown;
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): Policy;
}

let policy: Policy | undefined;

/** Starts a worker from one of our own files: the only scripts that the page's policy lets be named at run time. */
export function startWorker(address: string, options: WorkerOptions = { type: "module" }): Worker {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  policy ??= policies?.createPolicy("leat-worker", { createScriptURL: ownFile });
  const trusted = policy ? policy.createScriptURL(address) : ownFile(address);
  return new Worker(trusted as string, options);
}

/** The address in full, if it lies on this server. */
export function ownFile(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError(`A worker may not come from ${url.origin}.`);
  return url.href;
}
