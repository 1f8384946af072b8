const SECTION = { dynamic: 6, symbols: 11 };
const NEEDED = 1n;
const SYMBOL_BYTES = 24;
const ENTRY_BYTES = 16;

/**
 * NSS's softoken, made to load without SQLite. The package brings the library but not the `libsqlite3.so.0` that it
 * wants, and a minimal Debian has none: at the first TLS connection Chromium would end. SQLite keeps NSS's
 * certificate store in a person's home, for which a test has no use. Each of its functions becomes `getpid`, which
 * every process has and which never answers 0, SQLite's "all is well": opening the store fails, and NSS goes on
 * without one, as it does when there is no home.
 * Source of the layout: elf(5).
 *
 * @param library an ELF file of 64 bits, little-endian
 * @throws {Error} when it is another library than the one this was written for
 */
export function withoutSqlite(library: Buffer): Buffer {
  const bytes = Buffer.from(library);
  const sections = readSections(bytes);
  const symbols = sections.find(({ type }) => type === SECTION.symbols);
  const dynamic = sections.find(({ type }) => type === SECTION.dynamic);
  const strings = sections[symbols?.link ?? -1];
  if (symbols === undefined || dynamic === undefined || strings === undefined) {
    throw new Error("Cannot read softoken: it has no dynamic symbols");
  }
  const text = (at: number) => {
    const from = strings.offset + at;
    return bytes.toString("latin1", from, bytes.indexOf(0, from));
  };
  const names = stepsOf(symbols, SYMBOL_BYTES).map((at) => ({ at, name: bytes.readUInt32LE(at) }));
  const harmless = names.find(({ name }) => text(name) === "getpid");
  const needed = stepsOf(dynamic, ENTRY_BYTES)
    .filter((at) => bytes.readBigUInt64LE(at) === NEEDED)
    .map((at) => ({ at: at + 8, name: bytes.readBigUInt64LE(at + 8) }));
  const sqlite = needed.find(({ name }) => text(Number(name)) === "libsqlite3.so.0");
  const other = needed.find((one) => one !== sqlite);
  if (harmless === undefined || sqlite === undefined || other === undefined) {
    throw new Error("Cannot free softoken of SQLite: it does not look as expected");
  }
  for (const { at, name } of names) {
    if (text(name).startsWith("sqlite3_")) bytes.writeUInt32LE(harmless.name, at);
  }
  // Naming a library that it needs anyway costs nothing.
  bytes.writeBigUInt64LE(other.name, sqlite.at);
  return bytes;
}

interface Section {
  type: number;
  offset: number;
  size: number;
  /** Of symbols: the number of the section with their names. */
  link: number;
}

function readSections(bytes: Buffer): Section[] {
  const table = Number(bytes.readBigUInt64LE(40));
  const size = bytes.readUInt16LE(58);
  return Array.from({ length: bytes.readUInt16LE(60) }, (_, index) => {
    const at = table + index * size;
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 24)),
      size: Number(bytes.readBigUInt64LE(at + 32)),
      link: bytes.readUInt32LE(at + 40),
    };
  });
}

const stepsOf = ({ offset, size }: Section, step: number) =>
  Array.from({ length: Math.floor(size / step) }, (_, index) => offset + index * step);
