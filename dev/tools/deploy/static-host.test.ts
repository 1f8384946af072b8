// What `npm run site` writes, on the static hosts that read it.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTestFolder } from "../../stack/test-folder.ts";
import { FOR_EVER, siteFiles } from "../../web-server/static-host.ts";
import { type HostKind, startStaticHost, type StaticHost } from "./static-host.ts";

const folder = makeTestFolder("static-host-");
const page = "<html>the page</html>";
const asset = "/assets/index-BxT3kq9Z.js";

before(() => {
  mkdirSync(join(folder.path, "assets"));
  const files = {
    "index.html": page,
    [asset]: "the app",
    ...siteFiles(
      { supabaseUrl: "https://x.supabase.co", publishableKey: "sb_publishable_x" },
      [{ path: asset, bytes: 7 }],
    ),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
});
after(() => folder.remove());

for (const kind of ["netlify", "cloudflare-pages"] satisfies HostKind[]) {
  describe(kind, () => {
    let host: StaticHost;
    before(async () => {
      host = await startStaticHost(folder.path, kind);
    });
    after(() => host.close());

    const open = async (path: string) => {
      const answer = await fetch(host.url + path);
      return {
        status: answer.status,
        cache: answer.headers.get("cache-control") ?? "",
        policy: answer.headers.get("content-security-policy"),
        text: await answer.text(),
      };
    };

    test("every place of the app is its page, which no browser keeps", async () => {
      for (const path of ["/", "/index.html", "/calls/12", "/setup"]) {
        const { status, cache, policy, text } = await open(path);
        assert.deepEqual([status, text], [200, page], path);
        assert.match(cache, /max-age=0/);
        assert.match(policy ?? "", /default-src 'none'/);
      }
    });

    test("a file of this build is kept for ever", async () => {
      assert.deepEqual(await open(asset).then(({ status, cache }) => [status, cache]), [
        200,
        FOR_EVER,
      ]);
    });

    test("a file of a former build is missing, is not the page, and nobody keeps that", async () => {
      for (const path of ["/assets/index-GoneGone.js", "/assets/deep/x-GoneGone.css"]) {
        const { status, cache, text } = await open(path);
        assert.equal(status, 404, path);
        assert.match(cache, /max-age=0/);
        assert.doesNotMatch(text, /the page/);
      }
    });

    test("the app's config is never kept", async () => {
      assert.equal((await open("/config.json")).cache, "no-store");
    });
  });
}
