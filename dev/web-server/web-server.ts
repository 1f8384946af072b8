import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Coding, createFiles, prepare, type StaticFile } from "./files.ts";
import { securityHeaders, socketOf } from "./headers.ts";
import { withSimulator } from "./page.ts";

export interface WebServerOptions {
  /** The built app. */
  folder: string;
  host: string;
  /** 0 lets the system choose. */
  port: number;
  supabaseUrl: string;
  publishableKey: string;
  simulatorUrl: string;
}

export interface WebServer {
  url: string;
  close(): Promise<void>;
}

const uncached = { "cache-control": "no-store" };

/** Serves the built app as a static host does: every path without a file is the app's own page. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { supabaseUrl, publishableKey, simulatorUrl } = options;
  const simulator = new URL(simulatorUrl).origin;
  const headers = securityHeaders({
    supabase: new URL(supabaseUrl).origin,
    voice: [simulator, socketOf(simulator)],
    scripts: [simulator],
  });
  const config = JSON.stringify({ supabaseUrl, publishableKey });
  const read = createFiles(options.folder);
  let page: { from: StaticFile; file: StaticFile } | null = null;

  /** index.html, with the simulator's script. */
  const readPage = async (): Promise<StaticFile | null> => {
    const built = await read("/index.html");
    if (built === null) return null;
    if (page?.from !== built) {
      const html = withSimulator(built.body.toString("utf8"), simulatorUrl);
      page = { from: built, file: prepare(Buffer.from(html), built.type) };
    }
    return page.file;
  };

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (req.method !== "GET" && req.method !== "HEAD") return end(res, 405, { allow: "GET, HEAD" });
    const pathname = decoded(new URL(req.url ?? "/", "http://localhost").pathname);
    if (pathname === null) return end(res, 400);
    if (pathname === "/config.json") {
      res.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      return void res.end(config);
    }
    const isPage = pathname === "/" || pathname === "/index.html";
    const file = isPage ? null : await read(pathname);
    if (file !== null) return await send(req, res, file);
    // A missing script or picture is missing; any other path is a place within the app.
    if (/^\/assets\/|\.[a-z0-9]+$/i.test(pathname) && !isPage) return end(res, 404, uncached);
    const app = await readPage();
    return app === null ? end(res, 404) : await send(req, res, app);
  };

  const server = createServer((req, res) => {
    answer(req, res).catch((error) => {
      console.error(`Cannot serve ${req.url}: ${error}`);
      if (res.headersSent) res.destroy();
      else end(res, 500);
    });
  });
  server.listen(options.port, options.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function send(req: IncomingMessage, res: ServerResponse, file: StaticFile): Promise<void> {
  res.setHeader(
    "cache-control",
    file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
  );
  res.setHeader("vary", "accept-encoding");
  res.setHeader("etag", file.etag);
  if (req.headers["if-none-match"]?.split(/,\s*/).includes(file.etag)) return end(res, 304);
  const coding = codingOf(req.headers["accept-encoding"]);
  const compressed = coding === null ? null : file.compressed(coding);
  const body = compressed === null ? file.body : await compressed;
  if (coding !== null && compressed !== null) res.setHeader("content-encoding", coding);
  res.writeHead(200, { "content-type": file.type, "content-length": body.length });
  res.end(req.method === "HEAD" ? undefined : body);
}

function codingOf(accepted: string | string[] | undefined): Coding | null {
  const offered = String(accepted ?? "").split(",").map((one) => one.trim().split(";")[0]);
  if (offered.includes("br")) return "br";
  return offered.includes("gzip") ? "gzip" : null;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function end(res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  res.writeHead(status, headers).end();
}
