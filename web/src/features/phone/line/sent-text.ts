import { type Party, partyOf } from "../party.ts";
import type { CallIn } from "../phases.ts";
import { whyText } from "./notice-text.ts";
import { type AgentNames, colleagueName, shortColleagueName } from "./people.ts";
import { news, sent as words } from "./words.ts";

/** What the lamp says of a call that rings here because it is sent, not because somebody just called. */
export interface SentText {
  /** Null: as of every call that comes in. */
  title: string | null;
  /** To whom one talks first. */
  who: Party;
  /** What they want; null: the number stands there. */
  about: string | null;
  /** Who sends it, or why it comes back. */
  why: string | null;
  word: string | null;
  ifDeclined: string;
  /** The whole, to a screen reader. */
  said: string;
}

/** Null for a call that nobody sent. */
export function sentTextOf(call: CallIn<"incoming">, agents: AgentNames): SentText | null {
  const { sent, notice } = call;
  if (!sent?.purpose) return null;
  const party = partyOf(call);
  const by = colleagueName(sent.asked_by, agents);
  const short = shortColleagueName(sent.asked_by, agents);
  const word = sent.word ? words.says(sent.word) : null;
  const told = (said: string) => word === null ? said : `${said}. ${word}`;
  const colleague = {
    title: null,
    who: { name: by, number: null },
    why: null,
    word,
    ifDeclined: words.declineTold(short),
  };
  switch (sent.purpose) {
    case "consult":
      return { ...colleague, about: words.consult(party), said: told(news.wantsYou(by, party)) };
    case "add":
      return { ...colleague, about: words.add(party), said: told(news.addsYou(by, party)) };
    case "transfer":
      return {
        title: null,
        who: call,
        about: null,
        why: words.transfer(by),
        word,
        ifDeclined: words.declineBack(short),
        said: told(news.sent(party, by)),
      };
    case "return": {
      const why = notice ? whyText(notice, agents) : null;
      const said = news.comesBack(party);
      return {
        title: words.back,
        who: call,
        about: null,
        why,
        word: null,
        ifDeclined: words.onlyYou,
        said: why === null ? said : `${why} ${said}`,
      };
    }
    default:
      return sent.purpose satisfies never;
  }
}
