// The product's screens with fake data: /calls?state=in-call&theme=dark&number=+442079460018, and parts that no state
// opens by itself: /targets?purpose=add, /mini?state=muted
import type { JSX } from "solid-js";
import { render } from "solid-js/web";
import { App } from "../../../web/src/routes/app.tsx";
import "../../../web/src/styles/start.css";
import "@fontsource-variable/hanken-grotesk/wght.css";
import { stopClock } from "./fixed-time.ts";
import { MiniPage } from "./mini-page.tsx";
import { TargetsPage } from "./targets-page.tsx";
import { endStart } from "../../../web/src/shared/start-phase.ts";
import { chooseTheme } from "../../../web/src/shared/ui/theme.ts";

stopClock();
// Nothing comes up here that the rest would wait for.
endStart();
const query = new URLSearchParams(location.search);
const theme = query.get("theme");
if (theme === "light" || theme === "dark") chooseTheme(theme, "jonas");
const root = document.getElementById("app");
if (!root) throw new Error("Cannot start: index.html has no #app");
const parts: Record<string, () => JSX.Element> = {
  "/targets": () => <TargetsPage />,
  "/mini": () => <MiniPage />,
};
render(parts[location.pathname] ?? (() => <App />), root);
