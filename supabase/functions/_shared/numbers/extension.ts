/** Words that stand before an extension, in the languages that people paste from. */
const words = [
  "ext(?:ension|n)?",
  "extensi[oó]n",
  "x",
  "int(?:erno|ern)?",
  "anexo",
  "ramal",
  "poste",
  "durchwahl",
  "dw",
  "app(?:arat)?",
  "nst",
  "nebenstelle",
  "toestel",
  "tst",
  "ankn(?:ytning)?",
  "linka",
  "klapka",
  "wewn?",
  "mell[eé]k",
  "dahili",
  "loc(?:al)?",
  "lok(?:al)?",
  "alanumero",
  "máy lẻ",
  "εσωτ(?:ερικό)?",
  "вътр(?:ешен)?",
  "дод(?:атковий)?",
  "שלוחה",
  "تحويلة",
  "داخلی",
  "доб(?:авочный)?",
  "вн(?:утр)?",
  "внутренний",
  "内線",
  "内线",
  "分机",
  "分機",
  "转",
  "轉",
  "내선",
  "ต่อ",
];

/** "x123", "ext. 123", "(Durchwahl 12)", ";ext=123", "#123" at the end of a number. */
const worded = new RegExp(
  String.raw`^(.*\d\)?)[\s,;.(-]*(?:;\s*ext=|(?<!\p{L})(?:${
    words.join("|")
  })[\s.:#]*|#\s?)(\d{1,15})#?\s*\)?\s*$`,
  "isu",
);

/**
 * Pauses as address books write them: `+14155552671,,123#`. Longer digits, or digits after a space,
 * are another number.
 */
const paused = /^(.*\d)[,;]+(\d{1,6})#?\s*$/s;

/**
 * Takes the extension off a number: those digits are no part of it, they are keys for after the answer.
 * @param text as `plainText` leaves it
 */
export function splitExtension(text: string): { number: string; extension: string | null } {
  const [, number, extension] = worded.exec(text) ?? paused.exec(text) ?? [];
  return number === undefined || extension === undefined
    ? { number: text, extension: null }
    : { number, extension };
}
