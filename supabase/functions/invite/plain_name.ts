import { oneLine } from "../_shared/mail/send.ts";

/** A name is read at a glance. */
const longest = 40;
const mostWords = 5;
/** Letters of every script, digits, and the signs that names have. */
const nameSigns = /^[\p{L}\p{M}\p{N} .,'’&+()-]+$/u;
/** What a mail reader makes a link of: a domain, an address of digits, or `www`. */
const domain = /\p{L}[\p{L}\p{N}-]*\.\p{L}{2,}|\p{N}\.\p{N}|www/iu;
/** "Stop. Pay now": a sentence ends; "Dr. Okafor" and "St. Mary" do not. */
const sentenceEnd = /\p{L}{5,}\.\s/u;
const telephone = /\p{N}(?:[^\p{L}]*\p{N}){4}/u;

/**
 * What a stranger calls themselves or their workspace, if it can stand in a mail of ours as a name.
 * Anybody can open a workspace and have mail sent, so a name is not to carry a link, a telephone
 * number or a message to people who never heard of us.
 * @returns null: it is no plain name
 */
export function plainName(text: string): string | null {
  const name = oneLine(text);
  const isPlain = name !== "" && name.length <= longest && nameSigns.test(name) &&
    name.split(" ").filter((word) => word !== "&").length <= mostWords &&
    !domain.test(name) && !sentenceEnd.test(name) && !telephone.test(name);
  return isPlain ? name : null;
}
