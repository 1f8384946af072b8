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
    loading: "Reading the numbers…",
    failed: "The numbers can’t be read right now.",
    again: "Try again",
    empty: "No numbers yet. Buy one, or bring one in on the Connection page.",
    none: "No numbers yet.",
    notConnected: "No Twilio account is connected.",
    connect: "Connect it first",
    all: "All numbers",
    ringsNobody: "Rings nobody",
    nobodyNow: "Nobody would ring now",
    sum: (of: number, price: Price) =>
      `${count(of, "number", "numbers")}, ${priceText(price)} a month at Twilio`,
    leftHere: "This number is not in the workspace any more.",
    gone: "Not in the Twilio account any more",
    elsewhere: "Its calls go elsewhere",
    pointElsewhere:
      "Something else answers this number at Twilio now. Bring it in again on the Connection page, or stop using it here.",
    goneText: "Twilio does not have this number in the account any more. Nobody can call it.",
    connectFirst: "What Twilio knows of the numbers can’t be read.",
    tookIn: (of: readonly string[]) =>
      `${list.format(of.map(formatNumber))} ${
        of.length === 1 ? "was" : "were"
      } bought and not finished. Now ${of.length === 1 ? "it is" : "they are"} in and ${
        of.length === 1 ? "rings" : "ring"
      } you.`,
  },
  detail: {
    name: "Name",
    nameHint:
      "What it is called here: in the From list, on calls and in the log. The name in Twilio’s console stays as it is.",
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
    changed:
      "Somebody else changed this in the meantime, so nothing was saved. This is how it is now.",
    overtaken: (name: string) =>
      name === ""
        ? "Somebody else has just taken its name away. Save puts yours there."
        : `Somebody else has just named it ${name}. Save puts your name there instead.`,
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
    },
    ringsNobody: "Nobody is rung by this number. Callers hear that nobody can take the call.",
    follows: "From lists follow at once, in phones that are open, too.",
    forNew: "Give it to everybody who joins from now on",
    forNewHint: "Whoever gets a seat may call from it and is rung. Nobody’s numbers change now.",
  },
  leave: {
    title: "Give it up",
    stop: "Stop using it here",
    release: "Release",
    stopTitle: (number: string) => `Stop using ${formatNumber(number)} here?`,
    stopText: (users: readonly string[]) =>
      `Its calls go back to what answered it before it was brought in. Twilio keeps the number and bills it. ${
        usedBy(users)
      } Calls in the log stay.`,
    stopConfirm: (number: string) => `Stop using ${formatNumber(number)}`,
    releaseTitle: (number: string) => `Release ${formatNumber(number)}?`,
    releaseText: (users: readonly string[]) =>
      `Twilio takes the number back and can sell it to somebody else: it can be gone for ever. Whoever calls it does not reach you any more. ${
        usedBy(users)
      } Calls in the log stay.`,
    releaseConfirm: (number: string) => `Release ${formatNumber(number)}`,
    keep: "Keep the number",
    working: {
      release: "Releasing…",
      stop: "Giving it back…",
    },
    done: {
      release: (number: string) => `${formatNumber(number)} is released.`,
      stop: (number: string) => `${formatNumber(number)} is not used here any more.`,
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
    none: "Twilio has no such number right now. Search with less.",
    offers: "Numbers for sale",
    pick: "Pick",
    number: "Number",
    place: "Place",
    price: "A month",
    unknownPrice: "Twilio does not tell the price here.",
    needs: "Before you buy",
    trial:
      "This is a trial account: it has one number at most, and calls only numbers that you verified in Twilio’s console.",
    trialFull:
      "This trial account has its one number already. Upgrade it in Twilio’s console to buy more.",
    nothingNeeded: "Twilio asks for no address and no documents for this number.",
    address: "Address",
    addressNeeds: {
      any: "Twilio asks for an address with this number.",
      local: "Twilio asks for an address in the number’s country.",
      foreign: "Twilio asks for an address outside of the number’s country.",
    },
    noAddress: "The account has no address that fits.",
    addAddress: "Add one in Twilio’s console",
    bundle: "Regulatory bundle",
    bundleNeed: "The country asks who uses the number: a bundle of documents that Twilio approved.",
    noBundle: "The account has no approved bundle for this country and kind.",
    addBundle: "Hand one in in Twilio’s console",
    choose: "Choose…",
    lookAgain: "Look again",
    name: "Name",
    who: "Who uses it at first",
    order: (number: string, price: Price | null) =>
      `Buy ${formatNumber(number)}${price === null ? "" : ` for ${priceText(price)} a month`}`,
    buying: "Buying…",
    addressFirst: "Choose an address first.",
    bundleFirst: "Choose a bundle first.",
    bought: (number: string) => `${formatNumber(number)} is yours. Calls to it come here.`,
    found: (number: string) =>
      `${formatNumber(number)} was in the account already. Nothing was paid now.`,
    reading: "Asking Twilio…",
  },
};

export type Words = typeof en;
export const { numbers, detail, leave, buy } = inLanguage({ en });
