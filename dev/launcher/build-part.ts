// Builds the web app in a process of its own, so that the database starts meanwhile.
import * as v from "valibot";
import { buildWeb } from "./web-build.ts";

process.once("disconnect", () => process.exit(1));
process.once("SIGTERM", () => process.exit(1));
try {
  const { root } = v.parse(
    v.object({ root: v.string() }),
    JSON.parse(process.env["SOFTPHONE_PART"] ?? "null"),
  );
  process.send?.({ type: "ready", built: await buildWeb(root) });
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  process.send?.({
    type: "failed",
    code: "E-BUILD",
    message: `The web app does not build.\n${why}`,
  });
}
