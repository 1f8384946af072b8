import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import * as v from "valibot";

/** The project that the stand-in knows. */
export const PROJECT_REF = "abcdefghijklmnopqrst";

export interface Deployed {
  slug: string;
  verifyJwt: boolean;
  /** Paths of the uploaded files, from the project's folder. */
  files: string[];
}

export interface ManagementApi {
  /** For SUPABASE_PROFILE: leads the official command line tool here. */
  profile: string;
  /** For SUPABASE_ACCESS_TOKEN; nobody's. */
  accessToken: string;
  deployed: Deployed[];
  secrets: { name: string; value: string }[];
  close(): Promise<void>;
}

const Metadata = v.object({ verify_jwt: v.boolean() });
const Secrets = v.array(v.object({ name: v.string(), value: v.string() }));

/**
 * As much of Supabase's Management API as `link`, `secrets set` and `functions deploy --use-api` ask; what it does
 * not know answers 404. Source: https://supabase.com/docs/reference/api
 *
 * @param folder where the profile is written
 */
export async function startManagementApi(folder: string): Promise<ManagementApi> {
  const accessToken = `sbp_${"0".repeat(40)}`;
  const deployed: Deployed[] = [];
  const secrets: ManagementApi["secrets"] = [];
  const base = `/v1/projects/${PROJECT_REF}`;

  const answer = async (
    req: IncomingMessage,
    url: URL,
  ): Promise<[status: number, body: unknown]> => {
    if (req.headers.authorization !== `Bearer ${accessToken}`) return [401, {}];
    const body = await buffer(req);
    switch (`${req.method} ${url.pathname}`) {
      case `GET ${base}`:
        return [200, PROJECT];
      case `GET ${base}/api-keys`:
        return [200, [{ name: "anon", api_key: "x" }, { name: "service_role", api_key: "y" }]];
      case `GET ${base}/functions`:
        return [200, []];
      case `POST ${base}/functions/deploy`: {
        const slug = url.searchParams.get("slug") ?? "";
        deployed.push({ slug, ...await readUpload(req, body) });
        return [201, functionOf(slug)];
      }
      case `PUT ${base}/functions`:
        return [200, { functions: [] }];
      case `POST ${base}/secrets`:
        secrets.push(...v.parse(Secrets, JSON.parse(body.toString())));
        return [201, undefined];
      default:
        return [404, { message: "The stand-in does not know this" }];
    }
  };
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const [status, body] = await answer(req, new URL(req.url ?? "/", "http://localhost"));
    res.writeHead(status, { "content-type": "application/json" });
    res.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const profile = join(folder, "profile.yaml");
  writeFileSync(
    profile,
    `name: stand-in\napi_url: ${url}\ndashboard_url: ${url}\ndocs_url: ${url}\nproject_host: supabase.co\n`,
  );
  return {
    profile,
    accessToken,
    deployed,
    secrets,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const PROJECT = {
  id: PROJECT_REF,
  ref: PROJECT_REF,
  organization_id: "organization",
  organization_slug: "organization",
  name: "Softphone",
  region: "eu-central-1",
  created_at: "2026-01-01T00:00:00Z",
  status: "ACTIVE_HEALTHY",
  database: {
    host: `db.${PROJECT_REF}.supabase.co`,
    version: "17.6.1",
    postgres_engine: "17",
    release_channel: "ga",
  },
};

const functionOf = (slug: string) => ({
  id: slug,
  slug,
  name: slug,
  status: "ACTIVE",
  version: 1,
  created_at: 1,
  updated_at: 1,
});

/** A multipart form: `metadata` as JSON, and a `file` for each source. */
async function readUpload(req: IncomingMessage, body: Buffer): Promise<Omit<Deployed, "slug">> {
  const headers = { "content-type": req.headers["content-type"] ?? "" };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const metadata = form.get("metadata");
  if (typeof metadata !== "string") throw new Error("The upload has no metadata");
  const files = form.getAll("file").map((file) => typeof file === "string" ? "" : file.name);
  return { verifyJwt: v.parse(Metadata, JSON.parse(metadata)).verify_jwt, files };
}
