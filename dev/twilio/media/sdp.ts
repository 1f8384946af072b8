// Session descriptions: which codecs are spoken here, and which candidates are worth saying.

/** PCMU is a telephone's own sound and costs least; Opus is there for a browser that puts it first. */
const SPOKEN = ["PCMU/8000", "opus/48000/2"];

/**
 * The same description with only the codecs that are spoken here, and without TCP candidates. `telephone-event` goes
 * too: libwebrtc for Node cannot read it, and without it the Voice SDK sends keys as signalling messages.
 */
export function plainAudio(sdp: string): string {
  const lines = sdp.split("\r\n");
  const kept = new Set<string>();
  for (const line of lines) {
    const match = /^a=rtpmap:(\d+) (\S+)/.exec(line);
    const [, type, codec] = match ?? [];
    if (type !== undefined && SPOKEN.some((name) => name.toLowerCase() === codec?.toLowerCase())) {
      kept.add(type);
    }
  }
  return lines.flatMap((line) => {
    if (line.startsWith("m=audio ")) {
      const [media, port, profile, ...types] = line.split(" ");
      const spoken = types.filter((type) => kept.has(type));
      return [[media, port, profile, ...spoken].join(" ")];
    }
    const type = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1];
    if (type !== undefined && !kept.has(type)) return [];
    return /^a=candidate:\S+ \d+ tcp /i.test(line) ? [] : [line];
  }).join("\r\n");
}

/** PCMU before all others (its payload type is 0 in every description, RFC 3551). */
export function telephoneFirst(sdp: string): string {
  return sdp.replace(
    /^(m=audio \S+ \S+)(.*) 0\b(.*)$/m,
    (_line, head: string, before: string, after: string) => `${head} 0${before}${after}`,
  );
}

/** Tells one browser's media session from another: a reloaded page has a new certificate. */
export function fingerprint(sdp: string): string | null {
  return /^a=fingerprint:(.+)$/m.exec(sdp)?.[1]?.trim() ?? null;
}
