/**
 * The page with the simulator's script before the app's: it sends the Voice SDK's traffic to the simulator.
 * The product knows nothing of it; whoever serves the page on this machine adds it.
 *
 * @throws {Error} when the page has no script to put it before
 */
export function withSimulator(html: string, simulatorUrl: string): string {
  const first = html.indexOf("<script");
  if (first === -1) throw new Error("Cannot serve the web app: its index.html has no script");
  return `${html.slice(0, first)}<script src="${shimUrl(simulatorUrl)}"></script>\n    ${
    html.slice(first)
  }`;
}

export const shimUrl = (simulatorUrl: string) => new URL("/voice-sdk-shim.js", simulatorUrl).href;
