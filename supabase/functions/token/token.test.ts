import { decodeJwt } from "jose";
import { assertEquals, assertRejects } from "@std/assert";
import type { VoiceGrant } from "../_shared/data/seat.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { issueToken, type TokenCollaborators } from "./token.ts";

const sid = (kind: string, digit: string) => kind + digit.repeat(32);
const seat = { userId: "u", workspaceId: 1, identity: "priya" };
const account = { accountSid: sid("AC", "1"), appSid: sid("AP", "1"), keyRetires: false };
const key = { sid: sid("SK", "1"), secret: "secret of the first key" };
const unkeyed: VoiceGrant = { ...account, key: null, authToken: "auth" };
const keyed: VoiceGrant = { ...account, key, authToken: null };

/** Collaborators that note in `said` what was asked of them. */
function collaborators(given: Partial<TokenCollaborators> = {}) {
  const said: string[] = [];
  const note = <A, R>(name: string, act: (argument: A) => Promise<R>) => (argument: A) => {
    said.push(name);
    return act(argument);
  };
  const all: TokenCollaborators = {
    readVoiceGrant: () => Promise.resolve(keyed),
    storeApiKey: () => Promise.resolve(true),
    createApiKey: () => Promise.resolve(key),
    deleteApiKey: () => Promise.resolve(),
    deleteRetiredKeys: () => {},
    keepFunctionsUrl: () => Promise.resolve(),
    ...given,
  };
  return {
    said,
    readVoiceGrant: note("read", all.readVoiceGrant),
    storeApiKey: note("store", all.storeApiKey),
    createApiKey: note("create", all.createApiKey),
    deleteApiKey: note("delete", all.deleteApiKey),
    deleteRetiredKeys: all.deleteRetiredKeys,
    keepFunctionsUrl: () => {
      said.push("functions url");
      return all.keepFunctionsUrl();
    },
  };
}

Deno.test("a token is signed with the workspace's key, in one trip to the database", async () => {
  const given = collaborators();
  const answer = await issueToken(seat, given);
  assertEquals(decodeJwt(answer.token).iss, key.sid);
  assertEquals(given.said, ["read"]);
});

Deno.test("a workspace without a key gets one, made with its auth token", async () => {
  const given = collaborators({
    readVoiceGrant: () => Promise.resolve(unkeyed),
    createApiKey: (asked) => {
      assertEquals(asked, { accountSid: account.accountSid, authToken: "auth" });
      return Promise.resolve(key);
    },
    storeApiKey: (stored) => {
      assertEquals(stored, { workspaceId: 1, accountSid: account.accountSid, key });
      return Promise.resolve(true);
    },
  });
  assertEquals(decodeJwt((await issueToken(seat, given)).token).iss, key.sid);
  assertEquals(given.said, ["read", "functions url", "create", "store"]);
});

Deno.test("who loses the race for the first key deletes its own and signs with the winner's", async () => {
  const own = { sid: sid("SK", "2"), secret: "secret of the second key" };
  const grants = [unkeyed, keyed];
  const given = collaborators({
    readVoiceGrant: () => Promise.resolve(grants.shift()!),
    createApiKey: () => Promise.resolve(own),
    storeApiKey: () => Promise.resolve(false),
    deleteApiKey: (deleted) => {
      assertEquals(deleted.sid, own.sid);
      return Promise.resolve();
    },
  });
  assertEquals(decodeJwt((await issueToken(seat, given)).token).iss, key.sid);
  assertEquals(given.said, ["read", "functions url", "create", "store", "read", "delete"]);
});

Deno.test("while a former key retires, a request ends that if it is due, and does not wait for it", async () => {
  const asked: number[] = [];
  const given = collaborators({
    readVoiceGrant: () => Promise.resolve({ ...keyed, keyRetires: true }),
    deleteRetiredKeys: (workspaceId) => void asked.push(workspaceId),
  });
  assertEquals(decodeJwt((await issueToken(seat, given)).token).iss, key.sid);
  assertEquals(asked, [1]);
});

Deno.test("a refusal of the database or of Twilio is passed on", async () => {
  const foreign = collaborators({ readVoiceGrant: () => Promise.reject(new Failure("E-SEAT")) });
  await assertRejects(() => issueToken(seat, foreign), Failure, "E-SEAT");
  const rotated = collaborators({
    readVoiceGrant: () => Promise.resolve(unkeyed),
    createApiKey: () => Promise.reject(new Failure("E-CREDENTIALS")),
  });
  await assertRejects(() => issueToken(seat, rotated), Failure, "E-CREDENTIALS");
});
