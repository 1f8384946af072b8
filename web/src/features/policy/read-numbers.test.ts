import assert from "node:assert/strict";
import { test } from "node:test";
import { readNumbers } from "./read-numbers.ts";

test("numbers are read as people write them, each once, with their notes", () => {
  const text = "030 23125 610, asked twice\r\n+44 20 7946 0018;rude; twice\n\n004930 23125610\n";
  assert.deepEqual(readNumbers(text, "DE"), {
    numbers: [
      { number: "+493023125610", isPrefix: false, note: "" },
      { number: "+442079460018", isPrefix: false, note: "rude, twice" },
    ],
    unread: [],
  });
});

test("a star means all that begin so", () => {
  const { numbers, unread } = readNumbers("+1900*\n0044 (70)*, personal\n900*\n*\n+0*", "DE");
  assert.deepEqual(numbers, [
    { number: "+1900", isPrefix: true, note: "" },
    { number: "+4470", isPrefix: true, note: "personal" },
  ]);
  assert.deepEqual(unread.map(({ line }) => line), ["900*", "*", "+0*"]);
});

test("what is no number is kept as it was", () => {
  const { numbers, unread } = readNumbers("Max, 030 23125 610\n 12 \n+442079460018", "DE");
  assert.deepEqual(numbers.map(({ number }) => number), ["+442079460018"]);
  assert.deepEqual(unread, [
    { line: "Max, 030 23125 610", why: "This is not a phone number." },
    { line: " 12 ", why: "Too short for a number in Germany." },
  ]);
});

test("numbers are read as spreadsheets write them", () => {
  const text = [
    "493023125610.0",
    '"+442079460018","spam, ""twice"""',
    "'+33199001734",
    '="+14155550142"',
    "+4915112345678;ext=12;home",
  ].join("\r\n");
  const { numbers, unread } = readNumbers(text, "DE");
  assert.deepEqual(numbers.map(({ number, note }) => [number, note]), [
    ["+493023125610", ""],
    ["+442079460018", 'spam, "twice"'],
    ["+33199001734", ""],
    ["+14155550142", ""],
    ["+4915112345678", "home"],
  ]);
  assert.deepEqual(unread, []);
});

test("two numbers in one line are not one, and a number that lost its digits is none", () => {
  const { numbers, unread } = readNumbers("030 23125-610/611\n4.93023E+11", "DE");
  assert.deepEqual(numbers, []);
  assert.deepEqual(unread.map(({ why }) => why), [
    "This looks like more than one phone number.",
    "This is not a phone number.",
  ]);
});
