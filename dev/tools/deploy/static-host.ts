import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createFiles } from "../../web-server/files.ts";

export interface StaticHost {
  url: string;
  close(): Promise<void>;
}

interface Rule {
  /** Begins with `/`; a `*` at its end matches the rest. */
  path: string;
  headers: [name: string, value: string][];
}

/**
 * A static host that obeys a `_headers` file as Netlify and Cloudflare Pages do, and answers unknown paths with
 * `index.html`. It knows nothing of Softphone.
 */
export async function startStaticHost(folder: string): Promise<StaticHost> {
  const rules = parseRules(readFileSync(join(folder, "_headers"), "utf8"));
  const read = createFiles(folder);
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://localhost");
    const answer = async () => {
      const file = await read(pathname) ?? await read("/index.html");
      for (const { path, headers } of rules) {
        if (matches(path, pathname)) { for (const header of headers) res.setHeader(...header); }
      }
      res.writeHead(file === null ? 404 : 200, file === null ? {} : { "content-type": file.type });
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

function parseRules(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.split("\n")) {
    const [, name, value] = /^\s+([^:]+): (.*)$/.exec(line) ?? [];
    if (line.startsWith("/")) rules.push({ path: line.trim(), headers: [] });
    else if (name !== undefined && value !== undefined) rules.at(-1)?.headers.push([name, value]);
  }
  return rules;
}

const matches = (rule: string, path: string) =>
  rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule;
