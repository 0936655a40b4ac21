import { useState } from "react";
import { visible } from "../../kit/format";
import { NoPreview } from "../Notice";
import type { ViewerProps } from "../viewed";
import styles from "./MediaView.module.css";

const unplayable = "The browser cannot play this file.";

/** Sound. The browser reads ranges of the file, so that its size does not matter. */
export function AudioView({ source, path }: ViewerProps) {
  const [failed, setFailed] = useState(false);
  const address = source.file(path);
  if (failed) return <NoPreview reason={unplayable} address={address} />;
  return (
    <div className={styles.stage}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody logs captions with a file. */}
      <audio controls preload="metadata" src={address} aria-label={visible(path)} onError={() => setFailed(true)} />
    </div>
  );
}

/** A video, read as the sound is. */
export function VideoView({ source, path }: ViewerProps) {
  const [failed, setFailed] = useState(false);
  const address = source.file(path);
  if (failed) return <NoPreview reason={unplayable} address={address} />;
  return (
    <div className={styles.stage}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody logs captions with a file. */}
      <video controls preload="metadata" src={address} aria-label={visible(path)} onError={() => setFailed(true)} />
    </div>
  );
}
