// The bare pages that the product's pages are compared with: built from `pages/` and served from memory, on an
// address of their own.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { build } from "vite";
import type { World } from "./world.ts";
import { root } from "./world.ts";

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  wav: "audio/wav",
};

/** Builds and serves `push.html` and `phone.html`; `/token` is the function's. */
export async function serveBarePages({ info }: World) {
  const files = await buildPages();
  files.set("/silence.wav", readFileSync(join(root, "web/src/phone/silence.wav")));
  const shim = await fetch(`${info.twilioUrl}/voice-sdk-shim.js`);
  // The script asks for its own address to know where the simulator is.
  files.set(
    "/voice-sdk-shim.js",
    Buffer.from(
      (await shim.text()).replace("document.currentScript.src", JSON.stringify(info.twilioUrl)),
    ),
  );
  const passToken = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const answer = await fetch(`${info.apiUrl}/functions/v1/token`, {
      method: "POST",
      headers: {
        apikey: info.publishableKey,
        authorization: request.headers.authorization ?? "",
        "content-type": "application/json",
      },
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(await answer.text());
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://bare");
    if (pathname === "/token") {
      void passToken(request, response);
      return;
    }
    const file = files.get(pathname);
    const type = TYPES[pathname.split(".").at(-1) ?? ""] ?? "text/plain";
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": type,
      // As the product's own server: the page is asked for again, its scripts are kept.
      "cache-control": type === TYPES["html"] ? "no-cache" : "max-age=31536000, immutable",
    });
    response.end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address !== "object") throw new Error("Cannot listen: no address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function buildPages(): Promise<Map<string, Uint8Array | string>> {
  const pages = join(root, "bench/pages");
  const result = await build({
    configFile: false,
    root: pages,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2022",
      modulePreload: { polyfill: false },
      rollupOptions: { input: [join(pages, "push.html"), join(pages, "phone.html")] },
    },
  });
  const files = new Map<string, Uint8Array | string>();
  for (const { output } of [result].flat().filter((each) => "output" in each)) {
    for (const file of output) {
      files.set(`/${file.fileName}`, file.type === "asset" ? file.source : file.code);
    }
  }
  return files;
}
