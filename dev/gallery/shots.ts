/** One picture: which state, and what else the mock-up of the same name shows. */
export interface Shot {
  /** The mock-up's name where there is one. */
  name: string;
  query: string;
  path: "/calls" | "/phone" | "/live" | "/setup/health";
  width: number;
  height: number;
}

const number = "number=%2B442079460018";

function phone(name: string, query: string): Shot {
  return { name, query, path: "/phone", width: 380, height: 760 };
}

/** The pictures that are laid beside the mock-ups, then those of states without one. */
export const shots: readonly Shot[] = [
  { name: "a-sign-in", query: "state=sign-in", path: "/calls", width: 1440, height: 900 },
  {
    name: "b-phone-ready",
    query: `state=ready&${number}`,
    path: "/calls",
    width: 1440,
    height: 900,
  },
  { name: "b-phone-768", query: "state=in-call", path: "/calls", width: 768, height: 1024 },
  {
    name: "d-in-call",
    query: "state=in-call&calls=live",
    path: "/calls",
    width: 1440,
    height: 900,
  },
  {
    name: "f-call-log",
    query: "state=in-call&calls=live&role=admin",
    path: "/calls",
    width: 1440,
    height: 900,
  },
  {
    name: "h-health",
    query: "state=ready&role=admin&health=broken",
    path: "/setup/health",
    width: 1440,
    height: 900,
  },
  {
    name: "n-live",
    query: "state=listening&role=admin",
    path: "/live",
    width: 1440,
    height: 900,
  },
  {
    name: "n-live-380",
    query: "state=listening&role=admin",
    path: "/live",
    width: 380,
    height: 760,
  },
  phone("x-listening", "state=listening"),
  phone("x-listening-connects", "state=listening-connects"),
  phone("x-whispering", "state=whispering"),
  phone("x-joined", "state=joined"),
  phone("c-phone-ready", `state=ready&${number}`),
  phone("c-phone-dialing", "state=ringing"),
  phone("c-phone-incall", "state=in-call"),
  phone("c-phone-muted", "state=muted"),
  phone("c-phone-keypad", "state=keypad&open=keypad"),
  phone("c-phone-incoming", "state=incoming"),
  phone("c-phone-noring", "state=connection-lost"),
  phone("c-phone-mic", "state=microphone-blocked"),
  phone("c-phone-notset", "state=not-configured&numbers=none"),
  phone("c-phone-capped", `state=ready&pause=minutes&${number}`),
  phone("c-phone-offline", "state=offline"),
  phone("c-phone-reconnecting", "state=reconnecting"),
  phone("c-phone-wrapup", "state=ended"),
  phone("x-link-refused", "state=link-refused"),
  phone("x-mail-link", "state=mail-link"),
  phone("x-new-password", "state=new-password"),
  phone("x-new-account", "state=new-account"),
  phone("x-away", "state=away"),
  phone("x-going-online", "state=going-online"),
  phone("x-asks-microphone", "state=asks-microphone"),
  phone("x-going-online-slow", "state=going-online-slow"),
  phone("x-ringing-muted", "state=ringing-muted"),
  phone("x-early-media-keypad", "state=early-media-keypad&open=keypad"),
  phone("x-early-media", "state=early-media"),
  phone("x-connecting", "state=connecting"),
  phone("x-incoming-withheld", "state=incoming-withheld"),
  phone("x-in-call-number", "state=in-call-number"),
  phone("x-lost", "state=lost"),
  phone("x-ended-refused", "state=ended-refused"),
  phone("x-refused", "state=refused&number=112"),
  { name: "x-calls-tab", query: "state=in-call", path: "/calls", width: 380, height: 760 },
  {
    name: "x-health",
    query: "state=ready&role=admin&health=broken",
    path: "/setup/health",
    width: 380,
    height: 760,
  },
  phone("x-broken", "state=ready&role=admin&health=broken"),
  {
    name: "x-calls-empty",
    query: "state=ready&calls=none",
    path: "/calls",
    width: 1100,
    height: 700,
  },
  { name: "x-zoom-in-call", query: "state=muted", path: "/phone", width: 190, height: 380 },
  { name: "x-zoom-incoming", query: "state=incoming", path: "/phone", width: 190, height: 380 },
  { name: "x-zoom-ready", query: "state=ready", path: "/phone", width: 190, height: 380 },
];
