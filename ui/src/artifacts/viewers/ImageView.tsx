import { useState } from "react";
import { Button } from "../../kit/Button";
import { classes } from "../../kit/classes";
import { visible } from "../../kit/format";
import { Scroll } from "../../kit/Scroll";
import { NoPreview } from "../Notice";
import type { ViewerProps } from "../viewed";
import styles from "./ImageView.module.css";

/** A picture, fitted or pixel by pixel. SVG too is only ever a picture: within <img>, it runs no script. */
export default function ImageView({ source, path }: ViewerProps) {
  const [whole, setWhole] = useState(true);
  const [size, setSize] = useState<string>();
  const [failed, setFailed] = useState(false);
  const address = source.file(path);
  if (failed) return <NoPreview reason="The browser cannot show this picture." address={address} />;
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <Button aria-pressed={!whole} onClick={() => setWhole(!whole)}>
          {whole ? "1 : 1" : "Fit"}
        </Button>
        <span className={styles.size}>{size}</span>
      </div>
      <Scroll label="The picture" className={styles.stage}>
        <img
          className={classes(styles.image, whole && styles.whole)}
          src={address}
          alt={visible(path)}
          onLoad={({ currentTarget: image }) => setSize(`${image.naturalWidth} × ${image.naturalHeight}`)}
          onError={() => setFailed(true)}
        />
      </Scroll>
    </div>
  );
}
