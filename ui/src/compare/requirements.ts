import { fileName } from "../api/artifacts";

export interface PackageChange {
  name: string;
  left: string | undefined;
  right: string | undefined;
}

/** Whether a file lists packages, by the names that tools give such files. */
export function listsPackages(path: string): boolean {
  return /^(requirements.*\.txt|pip[-_]?freeze.*|constraints.*\.txt|conda.*\.ya?ml|python_env\.ya?ml|environment\.ya?ml)$/i.test(
    fileName(path),
  );
}

/** The packages of a requirements file, of `pip freeze`, or of a conda environment, by their names as pip compares them. */
export function packagesOf(text: string): Map<string, string> {
  const packages = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    // In YAML, packages are items of lists, quoted or not.
    const plain = line
      .replace(/^\s*-\s+/, "")
      .replace(/\s#.*$/, "")
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2");
    const parts = /^([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*((?:[=<>!~]=?=?|@)\s*[^;]*)?/.exec(plain);
    if (!parts?.[1] || plain.endsWith(":")) continue;
    // A key and a value of YAML are no package.
    if (/^[\w.-]+:\s/.test(plain)) continue;
    packages.set(nameOf(parts[1]), (parts[3] ?? "").replace(/\s+/g, "").replace(/^={1,2}/, ""));
  }
  return packages;
}

/** Runs of -, _ and . are one, and case does not count (PEP 503). */
function nameOf(text: string): string {
  return text.replace(/[-_.]+/g, "-").toLowerCase();
}

/** The packages whose versions differ, and how many are equal. */
export function packageChanges(left: string, right: string): { changes: PackageChange[]; equal: number } {
  const a = packagesOf(left);
  const b = packagesOf(right);
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  const all = names.map((name): PackageChange => ({ name, left: a.get(name), right: b.get(name) }));
  const changes = all.filter((each) => each.left !== each.right);
  return { changes, equal: all.length - changes.length };
}
