import { useId, useState } from "react";
import type { ArtifactSource } from "../../api/artifacts";
import { count, dateTime, visible } from "../../kit/format";
import type { StepImage } from "../stepImages";
import styles from "./StepImages.module.css";

interface StepImagesProps {
  source: ArtifactSource;
  images: ReadonlyMap<string, readonly StepImage[]>;
}

/** Pictures that were logged by key and step: one of each key, moved through by one slider. */
export default function StepImages({ source, images }: StepImagesProps) {
  const steps = [...new Set([...images.values()].flatMap((list) => list.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const [chosen, setChosen] = useState(steps.length - 1);
  const id = useId();
  const at = Math.min(chosen, steps.length - 1);
  const step = steps[at] ?? 0;
  return (
    <div className={styles.view}>
      <p className={styles.bar}>
        <label htmlFor={id}>Step {count(step)}</label>
        <input
          id={id}
          className={styles.slider}
          type="range"
          min={0}
          max={steps.length - 1}
          value={at}
          aria-valuetext={`Step ${step}`}
          onChange={(event) => setChosen(Number(event.target.value))}
        />
        <span className={styles.muted}>
          {count(at + 1)} of {count(steps.length)}
        </span>
      </p>
      <div className={styles.pictures}>
        {[...images].map(([key, list]) => (
          <Picture key={key} source={source} name={key} image={lastUntil(list, step)} step={step} />
        ))}
      </div>
    </div>
  );
}

/** What was there at a step: the newest picture up to it. */
function lastUntil(list: readonly StepImage[], step: number): StepImage | undefined {
  return list.findLast((image) => image.step <= step);
}

interface PictureProps {
  source: ArtifactSource;
  name: string;
  image: StepImage | undefined;
  step: number;
}

function Picture({ source, name, image, step }: PictureProps) {
  const [failed, setFailed] = useState<string>();
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        {visible(name)}
        {image && image.step !== step && <span className={styles.muted}> from step {count(image.step)}</span>}
      </figcaption>
      {image && failed === image.path ? (
        <p className={styles.muted}>This picture could not be read.</p>
      ) : image ? (
        <img
          className={styles.picture}
          src={source.file(image.path)}
          alt={`${visible(name)} at step ${image.step}`}
          title={dateTime(image.timestampMs)}
          onError={() => setFailed(image.path)}
        />
      ) : (
        <p className={styles.muted}>None so early.</p>
      )}
    </figure>
  );
}
