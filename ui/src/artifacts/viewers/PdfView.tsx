import { useQuery } from "@tanstack/react-query";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { messageOf } from "../../api/errors";
import { Button } from "../../kit/Button";
import { count } from "../../kit/format";
import { Scroll } from "../../kit/Scroll";
import { Skeleton } from "../../kit/States";
import { NoPreview } from "../Notice";
import type { ViewerProps } from "../viewed";
import styles from "./PdfView.module.css";

/** A PDF, page by page. */
export default function PdfView({ source, path }: ViewerProps) {
  const address = source.file(path);
  const { data, error } = useQuery({
    queryKey: ["pdf", address],
    queryFn: async ({ signal }) => (await import("./pdfDocument")).openPdf(address, signal),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => () => void data?.loadingTask.destroy(), [data]);
  if (error) return <NoPreview reason={`This PDF could not be read. ${messageOf(error)}`} address={address} />;
  if (!data) return <Skeleton lines={8} />;
  return <Pages document={data} />;
}

const zooms = [0.5, 0.75, 1, 1.5, 2, 3] as const;

function Pages({ document }: { document: PDFDocumentProxy }) {
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(2);
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <Button disabled={page <= 1} onClick={() => setPage(page - 1)}>
          Previous
        </Button>
        <span aria-live="polite">
          Page {count(page)} of {count(document.numPages)}
        </span>
        <Button disabled={page >= document.numPages} onClick={() => setPage(page + 1)}>
          Next
        </Button>
        <span className={styles.space} />
        <Button aria-label="Smaller" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          −
        </Button>
        <span>{Math.round((zooms[zoom] ?? 1) * 100)}%</span>
        <Button aria-label="Larger" disabled={zoom === zooms.length - 1} onClick={() => setZoom(zoom + 1)}>
          +
        </Button>
      </div>
      <Scroll label="The page" className={styles.stage}>
        <Page document={document} number={page} zoom={zooms[zoom] ?? 1} />
      </Scroll>
    </div>
  );
}

function Page({ document, number, zoom }: { document: PDFDocumentProxy; number: number; zoom: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState<string>();
  const [text, setText] = useState("");
  useEffect(() => {
    let stop = () => {};
    let left = false;
    const draw = async () => {
      const page = await document.getPage(number);
      if (left || !canvas.current) return;
      const size = page.getViewport({ scale: zoom * 1.25 });
      const scale = window.devicePixelRatio || 1;
      canvas.current.width = Math.floor(size.width * scale);
      canvas.current.height = Math.floor(size.height * scale);
      canvas.current.style.width = `${Math.floor(size.width)}px`;
      const task = page.render({ canvas: canvas.current, viewport: size, transform: [scale, 0, 0, scale, 0, 0] });
      stop = () => task.cancel();
      await task.promise;
      const content = await page.getTextContent();
      setText(content.items.map((item) => ("str" in item ? item.str : "")).join(" "));
      setFailed(undefined);
    };
    draw().catch((error: unknown) => {
      if (!left) setFailed(messageOf(error));
    });
    return () => {
      left = true;
      stop();
    };
  }, [document, number, zoom]);
  return (
    <>
      {failed && <p role="alert">This page could not be drawn. {failed}</p>}
      <canvas ref={canvas} className={styles.page} role="img" aria-label={`Page ${number}`} />
      <p className="visually-hidden">{text}</p>
    </>
  );
}
