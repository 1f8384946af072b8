import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openServerClock } from "./server-clock.ts";

describe("the server's clock", () => {
  const open = (localAhead: number) => {
    let real = 1_000_000;
    const clock = openServerClock(() => real + localAhead);
    const hear = (tookMs = 100) => {
      const answered = clock.ask();
      real += tookMs / 2;
      const serverAt = real;
      real += tookMs / 2;
      answered(serverAt);
    };
    return { clock, hear, real: () => real, turn: (ms: number) => void (localAhead += ms) };
  };

  for (const ahead of [-90_000, 90_000]) {
    it(`is told although this machine's is off by ${ahead / 1000} s`, () => {
      const { clock, hear, real } = open(ahead);
      hear();
      assert.equal(clock.now(), real());
    });
  }

  it("does not jump for what the network takes", () => {
    const { clock, hear, real } = open(300);
    hear(8_000);
    assert.equal(clock.now(), real() + 300);
  });

  it("follows when this machine's clock is set", () => {
    const { clock, hear, real, turn } = open(0);
    hear();
    turn(90_000);
    hear();
    assert.equal(clock.now(), real());
  });
});
