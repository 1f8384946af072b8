import type { CallList } from "./call-list.ts";

/** What the database counts, of all the calls that the person may see, however few of them the page has. */
export interface DayState {
  /** False until it was read. */
  loaded: boolean;
  /** Calls since midnight here. */
  calls: number;
  /** Seconds of talk in them; by an agent, the own. */
  talkedSeconds: number;
  /** Missed calls that nobody has returned. */
  toReturn: number;
  /** The newest of those. */
  missed: CallList;
}

export const emptyDay: DayState = {
  loaded: false,
  calls: 0,
  talkedSeconds: 0,
  toReturn: 0,
  missed: [],
};
