// The web app's part of `npm run dev`: Vite with reload, from the sources.
import type { Plugin } from "vite";
import { createServer } from "vite";
import { shimUrl } from "../web-server/page.ts";
import { runWebPart, type WebPartConfig } from "../web-server/part.ts";

await runWebPart(async (config) => {
  const server = await createServer({
    configFile: `${config.folder}/vite.config.ts`,
    server: { host: config.host, port: config.port, strictPort: true },
    plugins: [localPlugin(config)],
    logLevel: "warn",
    clearScreen: false,
  });
  await server.listen();
  return { url: `http://${config.host}:${config.port}`, close: () => server.close() };
});

/** What the web server of `npm start` adds to the built app. */
function localPlugin({ supabaseUrl, publishableKey, simulatorUrl }: WebPartConfig): Plugin {
  return {
    name: "softphone-local",
    configureServer({ middlewares }) {
      middlewares.use("/config.json", (_req, res) => {
        res.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
        res.end(JSON.stringify({ supabaseUrl, publishableKey }));
      });
    },
    transformIndexHtml: () => [
      { tag: "script", attrs: { src: shimUrl(simulatorUrl) }, injectTo: "head-prepend" },
    ],
  };
}
