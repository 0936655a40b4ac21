import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, PDFWorker } from "pdfjs-dist";
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { fetchArtifact } from "../../api/artifacts";
import { startWorker } from "../../kit/worker";

// Named though the worker is made here: the library insists on an address.
GlobalWorkerOptions.workerSrc = workerAddress;

/** Opens a PDF. Scripts and forms within it do not run, and nothing it names is fetched. */
export async function openPdf(address: string, signal: AbortSignal): Promise<PDFDocumentProxy> {
  const response = await fetchArtifact(address, { signal });
  const data = new Uint8Array(await response.arrayBuffer());
  const worker = PDFWorker.create({ port: startWorker(workerAddress) });
  return await getDocument({
    data,
    worker,
    // The page's policy refuses WebAssembly and evaluation.
    useWasm: false,
    enableXfa: false,
    useSystemFonts: true,
    stopAtErrors: false,
  }).promise;
}
