// The product's screens with fake data: /calls?state=in-call&theme=dark&number=+442079460018, and parts that no state
// opens by itself: /targets?purpose=add
import { render } from "solid-js/web";
import { App } from "../../../web/src/routes/app.tsx";
import "../../../web/src/styles/start.css";
import "@fontsource-variable/hanken-grotesk/wght.css";
import { stopClock } from "./fixed-time.ts";
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
render(() => location.pathname === "/targets" ? <TargetsPage /> : <App />, root);
