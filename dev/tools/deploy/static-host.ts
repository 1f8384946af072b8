import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createFiles } from "../../web-server/files.ts";
import { matchesPath, parseHeaders, parseRedirects } from "./host-rules.ts";

export interface StaticHost {
  url: string;
  close(): Promise<void>;
}

/** Whose documented behaviour a host shows. */
export type HostKind = "netlify" | "cloudflare-pages";

/**
 * A static host with the rules that lie beside the files. It knows nothing of Softphone. Both kinds send the headers of
 * each rule of `_headers` that a path matches, whatever the answer is. For a path without a file Netlify does the first
 * rule of `_redirects` that matches; Cloudflare Pages takes no rule of the status 404 or that leads to itself, and answers
 * the nearest `404.html` on the way up, or the root where there is none at the top.
 */
export async function startStaticHost(folder: string, kind: HostKind): Promise<StaticHost> {
  const rules = parseHeaders(readFileSync(join(folder, "_headers"), "utf8"));
  const read = createFiles(folder);
  const instead = kind === "netlify" ? byRedirects(folder) : byNearestPage(folder);
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://localhost");
    const answer = async () => {
      let file = await read(pathname === "/" ? "/index.html" : pathname);
      let status = 200;
      if (file === null) {
        const found = instead(pathname);
        status = found.status;
        file = await read(found.path);
      }
      // What both send when no rule says otherwise.
      const headers = new Map([["cache-control", "public, max-age=0, must-revalidate"]]);
      const set = new Set<string>();
      for (const rule of rules) {
        if (!matchesPath(rule.path, pathname)) continue;
        for (const [name, value] of rule.headers) {
          headers.set(name, set.has(name) ? `${headers.get(name)}, ${value}` : value);
          set.add(name);
        }
      }
      res.setHeaders(headers);
      res.writeHead(
        file === null ? 404 : status,
        file === null ? {} : { "content-type": file.type },
      );
      res.end(file?.body);
    };
    answer().catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What is answered for a path without a file. */
type Instead = (pathname: string) => { path: string; status: number };

function byRedirects(folder: string): Instead {
  const redirects = parseRedirects(readFileSync(join(folder, "_redirects"), "utf8"));
  return (pathname) => {
    const found = redirects.find(({ from }) => matchesPath(from, pathname));
    return found === undefined
      ? { path: "/404.html", status: 404 }
      : { path: found.to, status: found.status };
  };
}

function byNearestPage(folder: string): Instead {
  return (pathname) => {
    for (let place = dirname(pathname);; place = dirname(place)) {
      const path = join(place, "404.html");
      if (existsSync(join(folder, path))) return { path, status: 404 };
      if (place === "/") return { path: "/index.html", status: 200 };
    }
  };
}
