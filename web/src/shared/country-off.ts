import { countryInSentence } from "./country-name.ts";

/** "Calls to Cuba are off in this workspace." */
export function countryOff(country: string): string {
  if (country === "001") return "Calls to numbers without a country are off in this workspace.";
  return `Calls to ${countryInSentence(country)} are off in this workspace.`;
}
