/** A mail that Auth sent; it goes nowhere but here. */
export interface Mail {
  id: number;
  to: string;
  subject: string;
  text: string;
  sentAt: Date;
}

const KEPT = 100;

export interface Mailbox {
  /** The newest first. */
  mails(): readonly Mail[];
  deliver(mail: Omit<Mail, "id" | "sentAt">): void;
}

export function createMailbox(now: () => Date = () => new Date()): Mailbox {
  const kept: Mail[] = [];
  let last = 0;
  return {
    mails: () => kept,
    deliver(mail) {
      kept.unshift({ ...mail, id: ++last, sentAt: now() });
      kept.length = Math.min(kept.length, KEPT);
    },
  };
}
