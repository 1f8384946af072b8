import * as v from "valibot";

/** What the launcher tells the web app's part, as JSON in SOFTPHONE_PART. */
export const WebPartConfig = v.object({
  host: v.string(),
  port: v.number(),
  /** The built app; of Vite's server the sources. */
  folder: v.string(),
  supabaseUrl: v.string(),
  publishableKey: v.string(),
  simulatorUrl: v.string(),
});
export type WebPartConfig = v.InferOutput<typeof WebPartConfig>;

/**
 * Runs a server as the launcher's part: says when it is ready or why it is not, and stops on SIGTERM or when
 * the launcher is gone.
 */
export async function runWebPart(
  start: (config: WebPartConfig) => Promise<{ url: string; close(): Promise<void> }>,
): Promise<void> {
  let port = 0;
  try {
    const config = v.parse(WebPartConfig, JSON.parse(process.env["SOFTPHONE_PART"] ?? "null"));
    port = config.port;
    const server = await start(config);
    const stop = () => void server.close().finally(() => process.exit(0));
    process.once("SIGTERM", stop);
    process.once("disconnect", stop);
    process.send?.({ type: "ready", url: server.url });
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const message = taken
      ? `Cannot start the web server: port ${port} is in use by another program`
      : `Cannot start the web server: ${error instanceof Error ? error.message : String(error)}`;
    process.send?.({ type: "failed", code: taken ? "E-PORT" : "E-WEB", message });
    process.exitCode = 1;
    process.disconnect?.();
  }
}
