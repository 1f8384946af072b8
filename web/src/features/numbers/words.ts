// What the Numbers page says.
import { inLanguage, locale } from "../../shared/language.ts";
import type {
  NumberKind,
  Price,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { formatNumber } from "../../shared/phone-number.ts";

const count = (of: number, one: string, many: string) => `${of} ${of === 1 ? one : many}`;
const list = new Intl.ListFormat("en", { type: "conjunction" });

/** "US$1.15", as Twilio's amount and currency are written here. */
export function priceText({ amount, currency }: Price): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(amount));
}

function usedBy(users: readonly string[]): string {
  return users.length === 0
    ? "Nobody uses it."
    : `${list.format(users)} ${users.length === 1 ? "uses" : "use"} it.`;
}

const en = {
  numbers: {
    title: "Numbers",
    list: "The workspace’s numbers",
    buy: "Buy",
    loading: "Loading the numbers…",
    failed: "The numbers can’t be loaded right now.",
    again: "Try again",
    empty: "No numbers yet. Buy one, or add one on the Connection page.",
    none: "No numbers yet.",
    notConnected: "No Twilio account is connected.",
    connect: "Connect it first",
    all: "All numbers",
    ringsNobody: "Rings nobody",
    nobodyNow: "Nobody available now",
    sum: (of: number, price: Price) =>
      `${count(of, "number", "numbers")}, ${priceText(price)} a month at Twilio`,
    leftHere: "This number is no longer in the workspace.",
    gone: "No longer in the Twilio account",
    elsewhere: "Its calls go elsewhere",
    pointElsewhere:
      "Something else answers this number at Twilio now. Add it again on the Connection page, or stop using it here.",
    goneText: "This number is no longer in the Twilio account. Nobody can call it.",
    connectFirst: "Twilio’s details of the numbers can’t be loaded.",
    tookIn: (of: readonly string[]) =>
      `${list.format(of.map(formatNumber))} ${
        of.length === 1 ? "was" : "were"
      } bought, but the purchase wasn’t finished. Now ${
        of.length === 1 ? "it is" : "they are"
      } added and ${of.length === 1 ? "rings" : "ring"} you.`,
  },
  detail: {
    name: "Name",
    nameHint:
      "Its name here: in the From list, on calls and in the log. The name in the Twilio console doesn’t change.",
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
    changed:
      "Someone else changed this in the meantime, so nothing was saved. This is how it is now.",
    overtaken: (name: string) =>
      name === ""
        ? "Someone else has just removed its name. Save sets yours."
        : `Someone else has just named it ${name}. Save sets your name instead.`,
    perMonth: (price: Price) => `${priceText(price)} a month at Twilio`,
    people: "Who uses it",
    person: "Person",
    mayCall: "May call from it",
    rings: "Rings",
    mayCallOf: (name: string) => `${name} may call from it`,
    ringsOf: (name: string) => `A call to it rings ${name}`,
    now: "Now",
    status: {
      "available": "would ring",
      "away": "away",
      "offline": "offline",
      "on-a-call": "on a call",
      "wrap-up": "in wrap-up",
    },
    ringsNobody: "This number rings nobody. Callers hear that nobody can take the call.",
    follows: "Changes appear right away, also in open phones.",
    forNew: "Give it to new team members automatically",
    recording: "Recording of its calls",
    recordings: {
      policy: "As in the policy",
      off: "None",
      onDemand: "Those for which someone presses Record",
      always: "All",
    },
    forNewHint: "New members can call from it and are rung. Current members are not affected.",
  },
  leave: {
    title: "Give it up",
    stop: "Stop using it here",
    release: "Release",
    stopTitle: (number: string) => `Stop using ${formatNumber(number)} here?`,
    stopText: (users: readonly string[]) =>
      `Its calls go back to what answered it before it was added. Twilio keeps the number and bills it. ${
        usedBy(users)
      } The call log is kept.`,
    stopConfirm: (number: string) => `Stop using ${formatNumber(number)}`,
    releaseTitle: (number: string) => `Release ${formatNumber(number)}?`,
    releaseText: (users: readonly string[]) =>
      `Twilio takes the number back and can sell it to someone else. You may not get it back. Callers will no longer reach you. ${
        usedBy(users)
      } The call log is kept.`,
    releaseConfirm: (number: string) => `Release ${formatNumber(number)}`,
    keep: "Keep the number",
    working: {
      release: "Releasing…",
      stop: "Returning it…",
    },
    done: {
      release: (number: string) => `${formatNumber(number)} was released.`,
      stop: (number: string) => `${formatNumber(number)} is no longer used here.`,
    },
  },
  buy: {
    title: "Buy a number",
    sub: "Twilio bills it every month until it is released.",
    country: "Country",
    kind: "Kind",
    kinds: { "local": "Local", "mobile": "Mobile", "toll-free": "Toll-free" } satisfies Record<
      NumberKind,
      string
    >,
    areaCode: "Area code",
    areaCodeHint: "3 digits",
    contains: "Contains",
    containsHint: "Digits or letters, * for any digit",
    search: "Search",
    searching: "Searching…",
    wrongArea: "An area code has 3 digits.",
    wrongPart: "Enter at least 2 digits or letters; * stands for any digit.",
    none: "Twilio has no such number right now. Try a broader search.",
    offers: "Numbers for sale",
    pick: "Pick",
    number: "Number",
    place: "Place",
    price: "Per month",
    unknownPrice: "Twilio doesn’t list the price here.",
    needs: "Before you buy",
    trial:
      "This is a trial account. It can have one number, and can only call numbers that you’ve verified in the Twilio console.",
    trialFull:
      "This trial account already has its one number. Upgrade it in the Twilio console to buy more.",
    nothingNeeded: "Twilio requires no address and no documents for this number.",
    address: "Address",
    addressNeeds: {
      any: "Twilio requires an address for this number.",
      local: "Twilio requires an address in the number’s country.",
      foreign: "Twilio requires an address outside the number’s country.",
    },
    noAddress: "The account has no suitable address.",
    addAddress: "Add one in the Twilio console",
    bundle: "Regulatory bundle",
    bundleNeed:
      "This country requires proof of who uses the number: a bundle of documents approved by Twilio.",
    noBundle: "The account has no approved bundle for this country and kind.",
    addBundle: "Submit one in the Twilio console",
    choose: "Choose…",
    lookAgain: "Check again",
    name: "Name",
    who: "Who will use it",
    order: (number: string, price: Price | null) =>
      `Buy ${formatNumber(number)}${price === null ? "" : ` for ${priceText(price)} a month`}`,
    buying: "Buying…",
    addressFirst: "Choose an address first.",
    bundleFirst: "Choose a bundle first.",
    bought: (number: string) => `${formatNumber(number)} is yours. Calls to it come here.`,
    found: (number: string) =>
      `${formatNumber(number)} was already in the account. You weren’t charged.`,
    reading: "Asking Twilio…",
  },
};

export type Words = typeof en;
export const { numbers, detail, leave, buy } = inLanguage({ en });
