import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { buy } from "./buy.ts";
import { appSid, makeBench, numberOf, publicUrl, sid } from "./testing.ts";

const number = "+442079460142";
const order = { number, friendlyName: "Desk", uses: [{ agentId: 2, mayCall: true, rings: true }] };
const taken = `take ${sid("PN", "2")} ${number} 1`;

Deno.test("a number is bought with its app, status callback and name, then taken in", async () => {
  const { bench, said } = makeBench();
  assertEquals(await buy(bench, order), { number, found: false });
  assertEquals(said, [`buy ${number} Desk ${appSid} ${publicUrl}/status`, taken]);
});

Deno.test("pressed again after an interruption, it takes in what the account has and buys nothing", async () => {
  const { bench, account, said } = makeBench();
  account.numbers = [numberOf(number)];
  assertEquals(await buy(bench, order), { number, found: true });
  assertEquals(said, [taken]);
});

Deno.test("a number that the account uses for something else is left alone", async () => {
  const { bench, account, said } = makeBench();
  account.numbers = [numberOf(number, null)];
  await assertRejects(() => buy(bench, order), Failure, "E-NUMBER-ELSEWHERE");
  assertEquals(said, []);
});

/** Another workspace has the number. */
const anothers = { look: () => Promise.resolve({ isOurs: false, isTaken: true, inCall: false }) };

Deno.test("what another workspace has is refused before any money is spent, in the words for any number that is sold", async () => {
  const taken = makeBench({ store: anothers });
  const sold = makeBench({
    twilio: { buy: () => Promise.reject(new Failure("E-NUMBER-SOLD", { twilioCode: 21422 })) },
  });
  const told = async ({ bench }: typeof taken) => {
    const { code, detail } = await assertRejects(() => buy(bench, order), Failure);
    return { code, detail };
  };
  assertEquals(await told(taken), { code: "E-NUMBER-SOLD", detail: {} });
  assertEquals(await told(sold), await told(taken));
  assertEquals(taken.said, []);
});

Deno.test("who has the number at Twilio hears that another workspace has it, too", async () => {
  const { bench, account, said } = makeBench({ store: anothers });
  account.numbers = [numberOf(number)];
  await assertRejects(() => buy(bench, order), Failure, "E-NUMBER-TAKEN");
  assertEquals(said, []);
});

Deno.test("without an answer the account is looked into, and nothing is ordered again", async () => {
  let orders = 0;
  const { bench, account, said } = makeBench({
    twilio: {
      buy: () => {
        orders++;
        account.numbers = [numberOf(number)];
        return Promise.reject(new Failure("E-TWILIO"));
      },
    },
  });
  assertEquals(await buy(bench, order), { number, found: false });
  assertEquals([orders, said], [1, [taken]]);
});

Deno.test("what nobody knows is said, and what Twilio refused too", async () => {
  const failing = (failure: Failure) =>
    makeBench({ twilio: { buy: () => Promise.reject(failure) } }).bench;
  const lost = failing(new Failure("E-TWILIO"));
  await assertRejects(() => buy(lost, order), Failure, "E-NUMBER-UNSURE");
  const faulty = failing(new Failure("E-TWILIO", { twilioCode: 20503 }));
  await assertRejects(() => buy(faulty, order), Failure, "E-NUMBER-UNSURE");
  const refused = failing(new Failure("E-TWILIO", { twilioCode: 20001 }));
  await assertRejects(() => buy(refused, order), Failure, "E-TWILIO");
  const sold = failing(new Failure("E-NUMBER-SOLD", { twilioCode: 21422 }));
  await assertRejects(() => buy(sold, order), Failure, "E-NUMBER-SOLD");
});

Deno.test("a workspace without an app buys nothing", async () => {
  const { bench, said } = makeBench({ stored: { appSid: null } });
  await assertRejects(() => buy(bench, order), Failure, "E-CONFIG");
  assertEquals(said, []);
});
