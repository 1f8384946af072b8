import type { CallRow } from "../../calls/calls.tsx";
import { soFar as words } from "./words.ts";

/** Something that happened in a call. */
export interface Moment {
  /** Epoch ms. */
  at: number;
  text: string;
}

/** What the call's row tells of its course, in order. */
export function momentsOf(call: CallRow): Moment[] {
  const name = call.agentName ?? words.someone;
  const [began, answered] = call.direction === "inbound"
    ? [words.rang, call.isMine ? words.youAnswered : words.answeredBy(name)]
    : [call.isMine ? words.youCalled : words.calledBy(name), words.theyAnswered];
  const moments = [
    { at: call.createdAt, text: began },
    { at: call.answeredAt, text: answered },
    { at: call.endedAt, text: words.ended },
  ];
  return moments.filter((moment): moment is Moment => moment.at !== null);
}
