import { createHash } from "node:crypto";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import type { Mail } from "../_shared/mail/send.ts";
import { invite, type InviteDeps } from "./invite.ts";
import { makeToken } from "./token.ts";

const invited = { email: "mara@example.com", role: "agent" } as const;

function bench(changed: Partial<InviteDeps> = {}) {
  const kept: unknown[] = [];
  const mails: Mail[] = [];
  const failures: unknown[] = [];
  const deps: InviteDeps = {
    webUrl: "https://phone.example.com",
    makeToken: () => Promise.resolve({ token: "secret", hash: "hash" }),
    makeInvitation(made) {
      kept.push(made);
      return Promise.resolve({
        id: 7,
        email: made.email,
        expiresAt: "2026-12-02T14:05:00+00:00",
        workspaceName: "Nordlicht Reisen",
        invitedBy: "Jonas Albrecht",
      });
    },
    sendMail(mail) {
      mails.push(mail);
      return Promise.resolve();
    },
    onMailFailed: (error) => failures.push(error),
    ...changed,
  };
  return { ask: () => invite(invited, deps), kept, mails, failures };
}

const answer = {
  invitationId: 7,
  email: "mara@example.com",
  expiresAt: "2026-12-02T14:05:00+00:00",
  link: "https://phone.example.com/join#secret",
};

Deno.test("an invitation answers its link and mails it; the database gets only the hash", async () => {
  const { ask, kept, mails } = bench();
  assertEquals(await ask(), { ...answer, mail: "sent" });
  assertEquals(kept, [{ ...invited, tokenHash: "hash" }]);
  assertEquals(mails.map(({ to }) => to), ["mara@example.com"]);
});

Deno.test("without a provider nothing is mailed, and it says so", async () => {
  assertEquals(await bench({ sendMail: null }).ask(), { ...answer, mail: "off" });
});

Deno.test("a provider that fails does not lose the link", async () => {
  const { ask, failures } = bench({ sendMail: () => Promise.reject(new Error("down")) });
  assertEquals(await ask(), { ...answer, mail: "failed" });
  assertEquals(failures.map(String), ["Error: down"]);
});

Deno.test("without an address for the link nothing is made", async () => {
  const { ask, kept } = bench({ webUrl: null });
  await assertRejects(ask, Failure, "E-WEB-URL");
  assertEquals(kept, []);
});

Deno.test("a token has 256 random bits, and its hash is the SHA-256 that the database computes", async () => {
  const [one, other] = [await makeToken(), await makeToken()];
  assertMatch(one.token, /^[0-9a-f]{64}$/);
  assertEquals(one.token === other.token, false);
  assertEquals(one.hash, createHash("sha256").update(one.token).digest("hex"));
});
