import { render } from "solid-js/web";
import { App } from "./routes/app.tsx";
import { restoreTheme } from "./shared/ui/theme.ts";

restoreTheme();
const root = document.getElementById("app");
if (!root) throw new Error("Cannot start: index.html has no #app");
render(() => <App />, root);

// After the first paint, so that the typeface delays nothing.
requestAnimationFrame(() =>
  requestAnimationFrame(() => void import("@fontsource-variable/hanken-grotesk/wght.css"))
);
