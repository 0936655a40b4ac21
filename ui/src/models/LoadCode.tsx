import { CopyButton } from "../kit/Copy";
import { visible } from "../kit/format";
import { Scroll } from "../kit/Scroll";
import { Section } from "../kit/Section";
import styles from "./models.module.css";

/** How a program loads a model. */
export function LoadCode({ uri }: { uri: string }) {
  const code = `import mlflow\nmodel = mlflow.pyfunc.load_model(${JSON.stringify(uri)})`;
  return (
    <Section title="Load it in Python" actions={<CopyButton text={code} label="Copy the code" />}>
      <Scroll className={styles.code} label="The code">
        <pre>{visible(code)}</pre>
      </Scroll>
    </Section>
  );
}
