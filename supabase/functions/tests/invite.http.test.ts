import { assertEquals, assertMatch } from "@std/assert";
import * as v from "valibot";
import { InviteAnswerSchema } from "../_shared/contracts/invite.ts";
import { createSeat, createWorkspace, type Seat } from "./people.ts";
import { openDatabase, postAs, refusal, rpcAs, type Sql, stack } from "./stack.ts";

async function createAdmin(sql: Sql): Promise<{ admin: Seat; number: string }> {
  const { id, number } = await createWorkspace(sql);
  const admin = await createSeat(sql, { workspaceId: id, number });
  await sql`update public.agent set role = 'admin' where id = ${admin.agentId}`;
  return { admin, number };
}

/** As the Team page asks. */
const ask = (
  { userToken, workspaceId }: Seat,
  { email, origin = stack.webUrl }: { email: string; origin?: string },
) => postAs(userToken, "invite", { workspaceId, email, role: "supervisor" }, { origin });

async function invite(admin: Seat, email: string) {
  const answer = v.parse(InviteAnswerSchema, await (await ask(admin, { email })).json());
  return { ...answer, token: new URL(answer.link).hash.slice(1) };
}

Deno.test("agents, outsiders and nobody invite nobody and see no address", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, number } = await createAdmin(sql);
  const { admin: stranger } = await createAdmin(sql);
  const agent = await createSeat(sql, { workspaceId: admin.workspaceId, number });
  const { workspaceId } = admin;
  const foreign = { ...stranger, workspaceId };
  const email = "mara@new.example";
  const { invitationId } = await invite(admin, email);

  assertEquals(await refusal(await ask(agent, { email })), "403 E-ADMIN");
  assertEquals(await refusal(await ask(foreign, { email })), "403 E-SEAT");
  const anonymous = await postAs(null, "invite", { workspaceId, email, role: "agent" });
  assertEquals(await refusal(anonymous), "401 E-AUTH-SIGNIN");
  for (
    const [name, args] of [
      ["team", { workspace_id: workspaceId }],
      ["withdraw_invitation", { invitation_id: invitationId }],
    ] as const
  ) {
    assertEquals(await rpcAs(agent.userToken, name, args), { ok: false, code: "E-ADMIN" });
    assertEquals(await rpcAs(stranger.userToken, name, args), { ok: false, code: "E-SEAT" });
    const denied = v.parse(v.object({ code: v.string() }), await rpcAs(null, name, args));
    assertEquals(denied.code, "42501");
  }
});

Deno.test("an invitation's link is accepted once, even by two requests at once", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin } = await createAdmin(sql);
  const { admin: guest } = await createAdmin(sql);
  const { token, link, mail } = await invite(admin, guest.email.toUpperCase());
  assertMatch(link, new RegExp(`^${stack.webUrl}/join#[0-9a-f]{64}$`));
  assertEquals(mail, "off");
  assertEquals(await rpcAs(null, "look_at_invitation", { token }), {
    ok: true,
    workspace_name: "Test",
    email: guest.email,
    role: "supervisor",
  });
  assertEquals(await rpcAs(admin.userToken, "accept_invitation", { token }), {
    ok: false,
    code: "E-INVITE-OTHER",
  });

  const answers = await Promise.all(
    Array.from({ length: 4 }, () => rpcAs(guest.userToken, "accept_invitation", { token })),
  );
  const texts = answers.map((answer) => JSON.stringify(answer)).toSorted();
  const gone = { ok: false, code: "E-INVITE-GONE" };
  assertEquals(texts.filter((text) => text === JSON.stringify(gone)).length, 3);
  assertEquals(answers.filter((answer) => JSON.stringify(answer).includes("true")), [
    { ok: true, workspace_id: admin.workspaceId },
  ]);
  const seats = await sql`select role, active from public.agent
    where workspace_id = ${admin.workspaceId} and id <> ${admin.agentId}`;
  assertEquals(seats.map((row) => ({ ...row })), [{ role: "supervisor", active: true }]);
  assertEquals(
    await refusal(await ask(admin, { email: guest.email })),
    "409 E-INVITE-SEATED",
  );

  const written = await sql`select
    (select json_agg(i) from public.invitation as i where workspace_id = ${admin.workspaceId})::text
    || (select json_agg(l) from public.audit_log as l where workspace_id = ${admin.workspaceId})::text
    as text`;
  assertEquals(String(written[0]?.["text"]).includes(token), false);
});

Deno.test("two invitations of one address at once leave one link that works", async () => {
  await using database = openDatabase();
  const { admin } = await createAdmin(database.sql);
  const made = await Promise.all(
    Array.from({ length: 3 }, () => invite(admin, "twice@new.example")),
  );
  const looks = await Promise.all(
    made.map(({ token }) => rpcAs(null, "look_at_invitation", { token })),
  );
  assertEquals(looks.filter((look) => JSON.stringify(look).includes("true")).length, 1);
});

Deno.test("what is no address, and a page that is not ours, get no link", async () => {
  await using database = openDatabase();
  const { admin } = await createAdmin(database.sql);
  for (const email of ["mara", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example"]) {
    assertEquals(await refusal(await ask(admin, { email })), "400 E-BODY");
  }
  const evil = { email: "mara@new.example", origin: "https://evil.example.com" };
  assertEquals(await refusal(await ask(admin, evil)), "500 E-WEB-URL");
});
