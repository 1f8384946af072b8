import { assertEquals, assertRejects } from "@std/assert";
import { sendBy } from "./send.ts";

const provider = { url: "https://api.mail.example/emails", key: "key", from: "phone@example.com" };
const mail = { to: "mara@example.com", subject: "Hello", text: "text", html: "<p>html</p>" };

function sender(answer: () => Response) {
  const requests: Request[] = [];
  const send = sendBy(provider, (input, init) => {
    requests.push(new Request(input, init));
    return Promise.resolve(answer());
  });
  return { send, requests };
}

Deno.test("a mail is one POST of JSON with the key as a bearer token", async () => {
  const { send, requests } = sender(() => Response.json({ id: "1" }));
  await send(mail);
  const [request] = requests;
  assertEquals(`${request?.method} ${request?.url}`, "POST https://api.mail.example/emails");
  assertEquals(request?.headers.get("authorization"), "Bearer key");
  assertEquals(await request?.json(), {
    from: "phone@example.com",
    to: ["mara@example.com"],
    subject: "Hello",
    text: "text",
    html: "<p>html</p>",
  });
});

Deno.test("a subject is one line, whatever a name holds", async () => {
  const { send, requests } = sender(() => Response.json({}));
  await send({ ...mail, subject: "Eve\r\nBcc: all@example.com\u2028\u0000 invites" });
  const sent = await requests[0]!.json();
  assertEquals(sent.subject, "Eve Bcc: all@example.com invites");
});

Deno.test("what the provider does not take is an error, without what it said", async () => {
  const { send } = sender(() => new Response("the link was …", { status: 422 }));
  await assertRejects(() => send(mail), Error, "The mail provider answers 422");
});
