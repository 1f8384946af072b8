// For contrast.test.ts: reads the colours of tokens.css and compares them.

export interface Themes {
  light: ReadonlyMap<string, string>;
  darkByChoice: ReadonlyMap<string, string>;
  darkBySystem: ReadonlyMap<string, string>;
}

/** @throws when tokens.css has not its three blocks of colours */
export function readThemes(css: string): Themes {
  const [light, darkByChoice, darkBySystem] = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)]
    .map((block) => coloursOf(block[1] ?? ""))
    .filter((colours) => colours.size > 0);
  if (!light || !darkByChoice || !darkBySystem) {
    throw new Error("Cannot read tokens.css: three blocks of colours expected");
  }
  return { light, darkByChoice, darkBySystem };
}

function coloursOf(block: string): Map<string, string> {
  const colours = block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/gi);
  return new Map([...colours].map(([, name = "", value = ""]) => [name, value]));
}

/** WCAG 2's contrast ratio of two colours (`#rrggbb`), 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
