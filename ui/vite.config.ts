import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compress } from "./build/compress.ts";
import { firstScript } from "./build/first.ts";

// Where `npm run dev` sends calls: a server that runs already.
const server = process.env.LEAT_SERVER ?? "http://127.0.0.1:5000";

/**
 * The order of layers stands in every style sheet: which one a browser reads first depends on how the build divides them, and the
 * first that names layers decides their order.
 */
const layersFirst = {
  name: "layers-first",
  enforce: "pre" as const,
  transform(code: string, id: string) {
    const [file = ""] = id.split("?");
    return file.includes("/src/") && file.endsWith(".css")
      ? `@layer reset, tokens, base, kit, page;\n${code}`
      : undefined;
  },
};

export default defineConfig({
  // The server writes <base href> for its prefix, so that everything is named relative to it.
  base: "./",
  plugins: [layersFirst, react(), firstScript(), compress()],
  build: {
    assetsDir: "static-files",
    // Data URLs in style sheets are not needed, and a file can be cached.
    assetsInlineLimit: 0,
    // All rules together are 15 kB: one file that is there from the start, instead of one more for each part that comes.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What most pages share is one file, instead of twenty of a kilobyte each. What comes when it is needed stays apart.
          groups: [{ name: "kit", test: /src\/(?:kit|api|shell)\/(?!MenuParts|ToastList|DialogPopup|MarkdownText)/ }],
        },
      },
    },
    target: "es2022",
    chunkSizeWarningLimit: 700,
    manifest: "manifest.json",
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/ajax-api", "/get-artifact", "/model-versions", "/version"].map((path) => [path, { target: server }]),
    ),
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
          environment: "node",
          testTimeout: 30_000,
        },
      },
      // Figures that only say something on a quiet machine: `npm run budgets` prints them beside their bars.
      {
        extends: true,
        test: {
          name: "budgets",
          include: ["tests/budgets/*.budget.ts"],
          environment: "node",
          testTimeout: 120_000,
          globalSetup: "tests/budgets/reportTable.ts",
          // Two at once would measure each other.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["tests/journeys/*.spec.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // What comes, comes within a second; on a busy machine it may take longer, which is not what a journey is about.
          expect: { poll: { timeout: 20_000 } },
          // Each file has a server and a browser of its own, and waits much: two at once on two cores take little more than one.
          maxWorkers: 2,
        },
      },
    ],
  },
});
