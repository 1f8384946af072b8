// A call that rang as the page was reloaded. The SDK forgets it; its `connectToken` still answers it. Kept for this tab
// alone, and for as long as a telephone rings.
import * as v from "valibot";
import type { VoiceCall, VoiceCallEvents } from "./voice.ts";

const key = "softphone-ring";
/** No Dial of ours rings for longer. */
const rungForMs = 60_000;

const Kept = v.object({
  connectToken: v.string(),
  from: v.string(),
  parameters: v.array(v.tuple([v.string(), v.string()])),
  at: v.number(),
});

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** @param now epoch ms */
export function keepRing(
  storage: Store,
  call: Omit<v.InferOutput<typeof Kept>, "at">,
  now: number,
): void {
  storage.setItem(key, JSON.stringify({ ...call, at: now }));
}

/**
 * The call that rang as the page went, once; null when there was none, or it can't ring any more.
 * @param now epoch ms
 * @param connect answers by the token of the invitation
 */
export function takeKeptRing(
  storage: Store,
  now: number,
  connect: (connectToken: string) => Promise<VoiceCall>,
): VoiceCall | null {
  const text = storage.getItem(key);
  storage.removeItem(key);
  if (text === null) return null;
  const kept = v.safeParse(Kept, JSON.parse(text));
  if (!kept.success || now - kept.output.at > rungForMs) return null;
  const { connectToken, from, parameters } = kept.output;
  let told: Partial<VoiceCallEvents> = {};
  let open: VoiceCall | null = null;
  let isOver = false;

  async function answer(): Promise<void> {
    try {
      const call = await connect(connectToken);
      if (isOver) return call.hangUp();
      open = call;
      call.listen(told);
    } catch {
      told.closed?.("transport");
    }
  }

  return {
    sid: () => open?.sid() ?? null,
    from,
    parameters: new Map(parameters),
    listen(events) {
      told = events;
    },
    accept: () => void answer(),
    acceptBeside: () => connect(connectToken),
    // Our server declines it: here there is nothing to decline it with.
    reject: () => {},
    hangUp() {
      isOver = true;
      open?.hangUp();
    },
    mute: (muted) => open?.mute(muted),
    sendDigits: (digits) => open?.sendDigits(digits),
  };
}
