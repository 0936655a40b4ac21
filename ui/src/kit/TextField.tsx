import { type InputHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";
import { classes } from "./classes";
import styles from "./TextField.module.css";

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  /** Whether the label is only for screen readers. */
  hideLabel?: boolean;
  error?: string | undefined;
};

/** One line of text. */
export function TextField({ label, hideLabel = false, error, className, ...props }: TextFieldProps) {
  const id = useId();
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}e` : undefined}
        {...props}
      />
      {error && (
        <p id={`${id}e`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { label: string; hideLabel?: boolean };

/** Several lines of text. */
export function TextArea({ label, hideLabel = false, ...props }: TextAreaProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : styles.label}>
        {label}
      </label>
      <textarea id={id} className={styles.area} {...props} />
    </div>
  );
}
