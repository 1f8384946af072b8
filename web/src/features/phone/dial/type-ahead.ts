/** Letters typed within this time belong together, in ms. */
const pauseMs = 700;

/**
 * Finds an entry of a list by its first letters; the same letter again finds the next one.
 * @param names the entries' names, in order
 * @param now epoch ms
 */
export function createTypeAhead(names: () => readonly string[], now: () => number = Date.now) {
  let letters = "";
  let at = 0;
  let last = -1;
  return {
    isRunning: () => letters !== "" && now() - at < pauseMs,
    find(letter: string): number | null {
      if (now() - at >= pauseMs) letters = "";
      at = now();
      letters += letter.toLocaleLowerCase();
      const repeats = letters === letters.charAt(0).repeat(letters.length);
      const wanted = repeats ? letters.charAt(0) : letters;
      const matches = names().flatMap((name, index) =>
        name.toLocaleLowerCase().startsWith(wanted) ? [index] : []
      );
      const next = repeats ? matches.find((index) => index > last) : matches[0];
      const found = next ?? matches[0] ?? null;
      if (found !== null) last = found;
      return found;
    },
  };
}
