import type { Bench, FindingOf } from "../collaborators.ts";

const check = "region";

/** Tokens and keys of US1 do not work for calls that Twilio handles elsewhere. */
export async function checkRegion({ stored, twilio }: Bench): Promise<FindingOf<"region">> {
  const numbers = await Promise.all(
    stored.facts.numbers.map(async ({ number }) => ({
      number,
      region: await twilio.region(number),
    })),
  );
  const elsewhere = numbers.filter(({ region }) => region !== "us1");
  if (elsewhere.length > 0) {
    const repair = { by: "twilio", page: "numbers" } as const;
    return { check, level: "red", finding: "region-other", facts: { numbers: elsewhere }, repair };
  }
  const facts = { numbers: numbers.map(({ number }) => number) };
  return { check, level: "green", finding: "region-us1", facts, repair: null };
}
