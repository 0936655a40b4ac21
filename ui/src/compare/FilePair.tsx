import { type ReactNode, useState } from "react";
import type { ArtifactSource } from "../api/artifacts";
import { type ViewerName, viewerOf } from "../artifacts/kinds";
import { Viewer } from "../artifacts/Viewer";
import { Choice } from "../kit/Choice";
import { visible } from "../kit/format";
import styles from "./FilePair.module.css";
import { type CommonFile, isCommon } from "./fileUnion";
import { ImagePair } from "./ImagePair";
import { listsPackages } from "./requirements";
import { PackageDiff, TextDiff } from "./TextDiff";

type Way = "packages" | "lines" | "over" | "beside";

const words: Record<Way, string> = {
  packages: "Packages",
  lines: "Differences",
  over: "One over the other",
  beside: "Side by side",
};

const texts: ReadonlySet<ViewerName> = new Set<ViewerName>([
  "text",
  "code",
  "json",
  "markdown",
  "table",
  "html",
  "model",
]);

interface FilePairProps {
  file: CommonFile;
  left: ArtifactSource;
  right: ArtifactSource;
  names: readonly [string, string];
}

/** One path in two runs, in the way that tells most of it. */
export function FilePair({ file, left, right, names }: FilePairProps) {
  const ways = waysOf(file);
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? ways[0] ?? "beside";
  const addresses = [left.file(file.path), right.file(file.path)] as const;
  return (
    <section className={styles.pair} aria-label={visible(file.path)}>
      <header className={styles.head}>
        <h2 className={styles.title}>{visible(file.path)}</h2>
        {ways.length > 1 && (
          <Choice
            label="How to compare"
            value={way}
            onChange={setChosen}
            options={ways.map((each) => [each, words[each]] as const)}
          />
        )}
      </header>
      {way === "packages" && <PackageDiff addresses={addresses} names={names} />}
      {way === "lines" && <TextDiff addresses={addresses} />}
      {way === "over" && <ImagePair addresses={addresses} names={names} />}
      {way === "beside" && (
        <div className={styles.beside}>
          <Side name={names[0]}>
            {file.left ? <Viewer source={left} path={file.path} size={file.left.file_size} /> : <Missing />}
          </Side>
          <Side name={names[1]}>
            {file.right ? <Viewer source={right} path={file.path} size={file.right.file_size} /> : <Missing />}
          </Side>
        </div>
      )}
    </section>
  );
}

function waysOf(file: CommonFile): Way[] {
  if (!isCommon(file)) return ["beside"];
  if (listsPackages(file.path)) return ["packages", "lines", "beside"];
  const viewer = viewerOf(file.path);
  if (viewer === "image") return ["beside", "over"];
  // An unknown kind may be text; its name does not tell.
  if (viewer === "unknown") return ["beside", "lines"];
  return texts.has(viewer) ? ["lines", "beside"] : ["beside"];
}

function Side({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.side}>
      <h3 className={styles.name}>{visible(name)}</h3>
      <div className={styles.content}>{children}</div>
    </div>
  );
}

function Missing() {
  return <p className={styles.missing}>This run has no such file.</p>;
}
