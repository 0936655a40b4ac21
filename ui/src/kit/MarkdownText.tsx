import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { visible } from "./format";
import styles from "./Markdown.module.css";
import { Scroll } from "./Scroll";
import { safeLink } from "./safeLink";

const plugins = [remarkGfm];

const components: Components = {
  a: ({ href, children }) => {
    const link = safeLink(href);
    return link ? (
      <a href={link} rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    );
  },
  // The page loads pictures from its own server only, so that a note cannot tell its author who reads it.
  img: ({ src, alt }) => {
    const link = safeLink(typeof src === "string" ? src : undefined);
    const text = alt || link || "picture";
    return link ? (
      <a href={link} rel="noopener noreferrer nofollow">
        {text}
      </a>
    ) : (
      <span>{text}</span>
    );
  },
  // The boxes of a list of tasks: pictures of their state, which cannot be ticked here.
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "done" : "open"}>
      {checked ? "☑" : "☐"}
    </span>
  ),
  table: ({ children }) => (
    <Scroll className={styles.scroll} label="Table">
      <table>{children}</table>
    </Scroll>
  ),
  pre: ({ children }) => (
    <Scroll className={styles.scroll} label="Code">
      <pre>{children}</pre>
    </Scroll>
  ),
  // Within a page that has its own headings, those of a note begin two levels below.
  h1: ({ children }) => <h3 className={styles.first}>{children}</h3>,
  h2: ({ children }) => <h4 className={styles.second}>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

// Every address is judged where it becomes a link, above.
const asWritten = (address: string) => address;

/** Marks instead of characters that hide or turn text; ends of lines are what they are on any system. */
function readable(text: string): string {
  return visible(text.replace(/\r\n?/g, "\n"));
}

export default function MarkdownText({ text }: { text: string }) {
  return (
    <div className={styles.markdown}>
      <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={asWritten}>
        {readable(text)}
      </ReactMarkdown>
    </div>
  );
}
