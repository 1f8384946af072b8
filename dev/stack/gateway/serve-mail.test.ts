import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { serveMail } from "./serve-mail.ts";

const link = "http://127.0.0.1:54321/auth/v1/verify?token=secret";
const mail = { id: 1, to: "a@b.example", subject: "Confirm", text: link, sentAt: new Date(0) };
const server = createServer((req, res) => serveMail({ mails: () => [mail] }, req, res));

before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
after(() => server.close());

/** fetch would not let a Host be chosen. */
async function open(headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: "127.0.0.1", port, headers, setHost: false }).end();
  const [response] = await once(asked, "response");
  return { status: response.statusCode, body: await text(response) };
}

test("who names this machine sees the mails, as a page or as JSON", async () => {
  for (const host of ["127.0.0.1:54321", "localhost:54321", "LOCALHOST", "[::1]:54321"]) {
    const page = await open({ host });
    assert.equal(page.status, 200, host);
    assert.match(page.body, /href="http:\/\/127\.0\.0\.1:54321\/auth\/v1\/verify\?token=secret"/);
    const json = await open({ host, accept: "application/json" });
    assert.equal(JSON.parse(json.body)[0].text, link);
  }
});

test("a page of the web whose name was pointed here sees none", async () => {
  for (
    const host of [
      "evil.example:54321",
      "127.0.0.1.evil.example",
      "localhost.evil.example:54321",
      "evil.example:127.0.0.1",
      "",
    ]
  ) {
    for (const accept of ["text/html", "application/json"]) {
      const { status, body } = await open({ host, accept });
      assert.equal(status, 403, host);
      assert.doesNotMatch(body, /secret|example/);
    }
  }
});
