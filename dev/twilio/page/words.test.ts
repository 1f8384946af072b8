import assert from "node:assert/strict";
import { describe, it } from "node:test";

// The page's modules are plain JavaScript, as the browser gets them.
const load = (name: string) => import(new URL(`browser/${name}`, import.meta.url).href);
const { fits, gist, indented } = await load("webhooks.js");
const { told } = await load("far-phones.js");
const { numbersOf } = await load("accounts.js");
const { counted, nameNumbers, nameOf } = await load("words.js");

const hook = (form: object, more = {}) => ({
  url: "https://customer.test/status?leg=1",
  form,
  status: 204,
  answer: "",
  ...more,
});

describe("the list of webhooks", () => {
  const one = hook({ CallSid: "CA1", ParentCallSid: "CA0", CallStatus: "ringing" });

  it("finds one by words of its address, form, status and answer, all of them", () => {
    const answers = ["", "ringing", "STATUS 204", "ca1 leg=1", "ringing 500"];
    assert.deepEqual(answers.map((text) => fits({ text }, one)), [true, true, true, true, false]);
  });

  it("shows only those of a call and its legs", () => {
    assert.equal(fits({ calls: ["CA0"], text: "" }, one), true);
    assert.equal(fits({ calls: ["CA2"], text: "" }, one), false);
  });

  const gists: [form: object, words: string][] = [
    [{ CallStatus: "in-progress" }, "in-progress"],
    [
      { CallStatus: "completed", DialCallStatus: "completed", DialBridged: "true" },
      "dial completed, bridged",
    ],
    [{ CallStatus: "in-progress", DialCallStatus: "busy", DialBridged: "false" }, "dial busy"],
    [{ CallStatus: "in-progress", Digits: "42" }, "keys 42"],
    [{ CallStatus: "in-progress", Digits: "" }, "keys none"],
    [{ StatusCallbackEvent: "participant-join" }, "participant-join"],
    [{ RecordingStatus: "completed" }, "recording completed"],
    [{ CallStatus: "in-progress", ErrorCode: "11200" }, "error 11200"],
  ];
  for (const [form, words] of gists) {
    it(`says "${words}"`, () => assert.equal(gist(hook(form)), words));
  }

  it("writes TwiML in lines that show its nesting, and leaves other text alone", () => {
    assert.equal(
      indented(
        '<?xml version="1.0"?><Response><Dial><Client>ada</Client></Dial><Hangup/></Response>',
      ),
      `<?xml version="1.0"?>
<Response>
  <Dial>
    <Client>ada</Client>
  </Dial>
  <Hangup/>
</Response>`,
    );
    assert.equal(indented("not found > here <"), "not found > here <");
  });
});

describe("an account's numbers", () => {
  const phoneNumber = "+12025550100";
  const unnamed = { phoneNumber: "+12025550101", friendlyName: "(202) 555-0101" };
  const account = { name: "Nordlicht", numbers: [{ phoneNumber, friendlyName: "Sales" }, unnamed] };

  it("are told with their names, where they have one", () => {
    assert.equal(numbersOf(account), "+12025550100, Sales; +12025550101");
    assert.equal(numbersOf({ numbers: [] }), "No numbers yet");
  });

  it("say whose they are", () => {
    nameNumbers([account]);
    assert.equal(nameOf(phoneNumber), "Sales, Nordlicht");
    assert.equal(nameOf(unnamed.phoneNumber), "Nordlicht");
    assert.equal(nameOf("+14155550142"), "");
  });
});

it("counts in words", () => {
  assert.deepEqual([0, 1, 2].map((count) => counted(count, "finished call")), [
    "0 finished calls",
    "1 finished call",
    "2 finished calls",
  ]);
});

describe("another telephone", () => {
  it("is told in words", () => {
    assert.equal(told({ behaviour: "busy" }), "is busy");
    assert.equal(
      told({ behaviour: "answer", ringMs: 800, text: "Hello", hangupAfterMs: 5000 }),
      "answers, after 0.8 s, says “Hello”, hangs up 5 s later",
    );
  });
});
