const keys = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** Ranges in which numbers are chosen for their words; elsewhere letters are words around a number. */
const chosen = /^(?:\+?1?8(?:00|33|44|55|66|77|88)|0?800|\+\d{1,3}800|1300|13|\+611(?:3|300|800))$/;

/**
 * "1-800-FLOWERS" -> "18003569377"; null for a text that is no such number. A North American one may
 * be longer than it is dialled (`1-800-MATTRESS`): exchanges leave out what is too much.
 * @param text as `plainText` leaves it
 */
export function spellOut(text: string): string | null {
  const [, before = "", word = ""] =
    /^([+(\d][\d\s().-]*\d\)?)[\s.-]*([a-z][a-z\d\s.-]*)$/i.exec(text.trim()) ?? [];
  const start = before.replaceAll(/[^\d+]/g, "");
  const letters = word.toUpperCase().replaceAll(/[^A-Z\d]/g, "");
  if (!chosen.test(start) || letters.length < 3) return null;
  const digits = Array.from(letters, keyOf).join("");
  return /^\+?18/.test(start) ? start + digits.slice(0, 7) : start + digits;
}

function keyOf(character: string): string {
  const at = keys.findIndex((letters) => letters.includes(character));
  return at < 0 ? character : String(at + 2);
}
