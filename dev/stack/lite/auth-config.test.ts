import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readAuthConfig } from "./auth-config.ts";

test("the tables auth and auth.email are read, others and unknown names are left alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "auth-config-"));
  const path = join(folder, "config.toml");
  writeFileSync(
    path,
    `project_id = "x"
[auth] # people
site_url = "http://127.0.0.1:5173" # the web app
additional_redirect_urls = ["http://localhost:5173", "https://app.example/**"]
jwt_expiry = 900
unknown = { a = 1 }
[auth.email]
enable_confirmations = true
[auth.email.template.recovery]
subject = "Reset your password"
content_path = "./supabase/templates/recovery.html"
[auth.sms]
enable_confirmations = false
`,
  );
  assert.deepEqual(readAuthConfig(path), {
    site_url: "http://127.0.0.1:5173",
    additional_redirect_urls: ["http://localhost:5173", "https://app.example/**"],
    jwt_expiry: 900,
    enable_confirmations: true,
    templates: {
      recovery: {
        subject: "Reset your password",
        content_path: "./supabase/templates/recovery.html",
      },
    },
  });
  rmSync(folder, { recursive: true });
  assert.deepEqual(readAuthConfig(path), {});
});
