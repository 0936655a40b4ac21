import "@fontsource-variable/inter/wght.css";
import "./shell/theme.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { isElsewhere } from "./api/workspace";
import { followHash } from "./followHash";
import { Toasts } from "./kit/Toasts";
import { queries } from "./queries";
import { router } from "./router";

followHash();
window.addEventListener("hashchange", () => {
  if (!followHash()) return;
  if (isElsewhere(location.search)) location.reload();
  else void router.load();
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place to draw in.");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
