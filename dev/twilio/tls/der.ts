// As much of ASN.1's DER encoding as a certificate needs (ITU-T X.690).

const tagged = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits = Buffer.from(bytes.toString(16).padStart(bytes > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

export const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts);
export const set = (...parts: Buffer[]) => tagged(0x31, ...parts);
export const octets = (content: Buffer) => tagged(0x04, content);
export const bits = (content: Buffer) => tagged(0x03, Buffer.from([0]), content);
export const utf8 = (text: string) => tagged(0x0c, Buffer.from(text));
/** A positive integer, big-endian. */
export const integer = (bytes: Buffer) =>
  tagged(0x02, ...((bytes[0] ?? 0) > 0x7f ? [Buffer.from([0])] : []), bytes);
/** [number] EXPLICIT. */
export const explicit = (number: number, content: Buffer) => tagged(0xa0 | number, content);
/** [number] IMPLICIT, of a primitive type. */
export const implicit = (number: number, content: Buffer) => tagged(0x80 | number, content);
/** `YYMMDDHHMMSSZ`: until 2049. */
export const utcTime = (ms: number) =>
  tagged(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, "").slice(2, 14)}Z`));

/** An object identifier, as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap(base128)];
  return tagged(0x06, Buffer.from(bytes));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}
