// The first script, and a small one: it asks at once for all the code that this person will need, so that nothing is
// fetched only when other code has been read.
import { connectProject, hasStoredSession } from "./shared/project.ts";
import "./styles/start.css";

if (hasStoredSession()) {
  // Who was signed in when the page was last open most likely is: neither needs to wait for the proof.
  import("./routes/signed-in.tsx").catch(() => undefined);
  connectProject().catch(() => undefined);
} else {
  import("./features/sign-in/sign-in-page.tsx").catch(() => undefined);
}
void import("./start.tsx");
