import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { buildWeb } from "../dev/launcher/web-build.ts";
import {
  DIALER_BUDGET,
  gzipSize,
  heaviestRoute,
  readBuild,
  ROUTE_BUDGET,
  SIGN_IN_BUDGET,
} from "./budget.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "softphone-budget-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the built web app stays within its budget of script", { timeout: 120_000 }, async () => {
  await buildWeb(root);
  const web = join(root, "dist/web");
  const build = readBuild(web);
  const { first, dialer, routes } = build;
  const signIn = gzipSize(web, first) + gzipSize(web, build.signIn);
  assert.ok(first.length > 0 && signIn > 1000, "the sign-in page has scripts");
  assert.ok(signIn <= SIGN_IN_BUDGET, `sign-in loads ${signIn} bytes`);
  assert.ok(build.signIn.length > 0, "the sign-in page is counted");
  const whole = gzipSize(web, first) + gzipSize(web, dialer);
  assert.ok(dialer.some((name) => name.startsWith("twilio")), "the voice SDK is counted");
  assert.ok(!first.some((name) => name.startsWith("twilio")), "the voice SDK comes after sign-in");
  assert.ok(whole <= DIALER_BUDGET, `the dialer loads ${whole} bytes`);
  const route = heaviestRoute(web, build);
  assert.ok("setup" in routes && "connection-page" in routes, "the pages of Setup are counted");
  assert.ok("after-start" in routes && "calls-page" in routes, "what comes after is counted");
  assert.ok(route.bytes <= ROUTE_BUDGET, `${route.name} loads ${route.bytes} bytes`);
});

test("what is imported statically counts before the paint, what is imported later after it or as a route", () => {
  mkdirSync(join(folder, "assets"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("index.html", `<script type="module" src="/assets/index-A.js"></script>`);
  write(
    "assets/index-A.js",
    'import{a as b}from"./shared-B.js";b(()=>import(`./signed-in-C.js`));import(`./sign-in-page-G.js`)',
  );
  write("assets/shared-B.js", "export const a=(f)=>f()");
  write("assets/sign-in-page-G.js", 'import"./shared-B.js";import"./form-F.js"');
  write(
    "assets/signed-in-C.js",
    'import"./shared-B.js";new Worker(`/assets/beat.worker-D.js`);import("./numbers-page-E.js");' +
      'const needed=["assets/form-F.js"]',
  );
  write("assets/beat.worker-D.js", "postMessage(1)");
  write("assets/numbers-page-E.js", 'import"./shared-B.js";import"./form-F.js"');
  write("assets/form-F.js", "export {}");
  const build = readBuild(folder);
  assert.deepEqual(build, {
    first: ["index-A.js", "shared-B.js"],
    signIn: ["sign-in-page-G.js", "form-F.js"],
    dialer: ["signed-in-C.js", "beat.worker-D.js"],
    routes: {
      "numbers-page": ["numbers-page-E.js", "form-F.js"],
      "sign-in-page": ["sign-in-page-G.js", "form-F.js"],
    },
  });
  assert.equal(heaviestRoute(folder, build).name, "numbers-page");
});
