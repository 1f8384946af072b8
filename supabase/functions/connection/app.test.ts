import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { appSettings } from "../_shared/twilio/app_settings.ts";
import { ensureApp } from "./app.ts";
import { appOf, makeBench, publicUrl, sid } from "./testing.ts";

Deno.test("the app is made once, with our addresses, and found from then on", async () => {
  const { bench, account, connection } = makeBench();
  const first = await ensureApp(bench);
  assertEquals(first, { appSid: sid("AP", "1"), name: "Softphone-7", made: true, changed: false });
  assertEquals(await ensureApp(bench), { ...first, made: false });
  assertEquals(account.apps.map(({ settings }) => settings), [appSettings(publicUrl)]);
  assertEquals(connection.appSid, first.appSid);
});

Deno.test("an app whose SID was never stored is found by its name and our host", async () => {
  const { bench, account, connection } = makeBench();
  account.apps = [
    appOf("8", "Softphone-7", "https://staging.example.com/functions/v1"),
    appOf("9", "Softphone-7"),
  ];
  assertEquals((await ensureApp(bench)).made, false);
  assertEquals(connection.appSid, sid("AP", "9"));
  assertEquals(account.apps.length, 2);
});

Deno.test("the stored app keeps its name and gets our addresses back", async () => {
  const { bench, account } = makeBench({ stored: { appSid: sid("AP", "3") } });
  account.apps = [appOf("3", "By hand", "https://old.example.com")];
  assertEquals(await ensureApp(bench), {
    appSid: sid("AP", "3"),
    name: "By hand",
    made: false,
    changed: true,
  });
  assertEquals(account.apps[0]?.settings, appSettings(publicUrl));
});

Deno.test("who loses the race for the app deletes its own", async () => {
  const { bench, account } = makeBench({
    store: { replaceApp: () => Promise.resolve({ stored: false, sid: sid("AP", "4") }) },
  });
  await assertRejects(() => ensureApp(bench), Failure, "E-BUSY");
  assertEquals(account.apps, []);
});
