// Which of Twilio's edges a browser asked for, by the host name that it connects to.

/** As `connected` tells it. */
export interface EdgePlace {
  region: string;
  edge: string;
}

/** Where a browser is served that names no edge, or lets Twilio choose (`roaming`). */
const DEFAULT_EDGE = "ashburn";

/** The region of each public edge, in the words of signalling (seen in @twilio/voice-sdk 2.18.5, `regions`). */
const REGIONS: Record<string, string> = {
  ashburn: "US_EAST_VIRGINIA",
  dublin: "EU_IRELAND",
  frankfurt: "EU_FRANKFURT",
  "sao-paulo": "SOUTH_AMERICA_SAO_PAULO",
  singapore: "ASIAPAC_SINGAPORE",
  sydney: "ASIAPAC_SYDNEY",
  tokyo: "ASIAPAC_TOKYO",
  umatilla: "US_WEST_OREGON",
};

/**
 * @param host `voice-js.<edge>.twilio.com` or `chunderw-vpc-gll-<edge>.twilio.com`; any other has no edge in it
 * @returns the edge, and its region; an interconnect's or an unknown edge's region is the default one (assumed)
 */
export function edgeOf(host: string): EdgePlace {
  const [, named, older] = EDGE_HOST.exec(host.toLowerCase()) ?? [];
  const asked = named ?? older ?? DEFAULT_EDGE;
  const edge = asked === "roaming" ? DEFAULT_EDGE : asked;
  return { edge, region: REGIONS[edge] ?? "US_EAST_VIRGINIA" };
}

const EDGE_HOST =
  /^(?:voice-js\.([a-z0-9-]+)|chunderw-vpc-gll-([a-z0-9-]+))\.twilio\.com(?::\d+)?$/;
