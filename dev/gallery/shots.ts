/** One picture: which state, and what else the mock-up of the same name shows. */
export interface Shot {
  /** The mock-up's name where there is one. */
  name: string;
  query: string;
  path: "/calls" | "/phone" | "/setup/health" | "/setup/policy" | "/targets";
  width: number;
  height: number;
}

const number = "number=%2B442079460018";

function phone(name: string, query: string): Shot {
  return { name, query, path: "/phone", width: 380, height: 760 };
}

/** @param typed what somebody looks for */
function targets(name: string, typed: string, more = ""): Shot {
  const query = `state=in-call&find=${encodeURIComponent(typed)}${more}`;
  return { name, query, path: "/targets", width: 380, height: 760 };
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
  targets("r-transfer-picker", ""),
  targets("r-transfer-typed", "+49 40 2"),
  targets("x-transfer-allowed", "0044 20 7946 0018"),
  targets("x-transfer-name", "lon"),
  targets("x-transfer-offline", "siobhan"),
  targets("x-transfer-paused", "+442079460018", "&pause=minutes"),
  targets("x-transfer-nobody", "xyz"),
  targets("x-add", "", "&purpose=add"),
  targets("x-add-number", "030 23125999", "&purpose=add"),
  { ...targets("x-zoom-transfer", ""), width: 190, height: 380 },
  phone("c-phone-hold", "state=on-hold"),
  phone("c-phone-consulting", "state=consulting"),
  phone("c-phone-conference", "state=three"),
  { name: "e-warm-transfer", query: "state=consulting", path: "/calls", width: 1440, height: 900 },
  phone("x-putting-on-hold", "state=putting-on-hold"),
  phone("x-upgrading", "state=upgrading"),
  phone("x-hold-refused", "state=hold-refused"),
  phone("x-consult-rings", "state=consult-rings"),
  phone("x-consult-swapped", "state=consult-swapped"),
  phone("x-consult-keypad", "state=consulting&open=keypad"),
  phone("x-consulted", "state=consulted"),
  phone("x-parked", "state=parked"),
  phone("x-transfer-open", "state=in-call&open=transfer"),
  phone("x-transfer-failed", "state=transfer-failed"),
  phone("x-adding", "state=adding"),
  phone("x-five", "state=five-longest"),
  phone("x-incoming-transfer", "state=incoming-transfer"),
  phone("x-incoming-consult", "state=incoming-consult"),
  phone("x-incoming-add", "state=incoming-add"),
  phone("x-incoming-return", "state=incoming-return"),
  phone("x-handed-over", "state=handed-over"),
  phone("x-sent-away", "state=sent-away"),
  { name: "x-hold-strip", query: "state=on-hold", path: "/calls", width: 380, height: 760 },
  { name: "x-three-strip", query: "state=three", path: "/calls", width: 380, height: 760 },
  phone("c-phone-wrapup", "state=ready&calls=ended&wrap-up&outcome=chosen&note=saved"),
  phone("x-wrap-up-required", "state=ready&calls=ended&wrap-up&outcome=none&note=none"),
  phone("x-ended", "state=ended"),
  {
    name: "t-this-call",
    query: "state=in-call&calls=live&outcome=free&note=saved",
    path: "/calls",
    width: 1440,
    height: 900,
  },
  {
    name: "x-this-call-kept",
    query: "state=ready&calls=ended&wrap-up&outcome=none&note=kept",
    path: "/calls",
    width: 1440,
    height: 900,
  },
  {
    name: "x-this-call-changed",
    query: "state=in-call&calls=live&outcome=free&note=changed",
    path: "/calls",
    width: 768,
    height: 1024,
  },
  {
    name: "x-after-call",
    query: "state=ready&role=admin&outcome=required",
    path: "/setup/policy",
    width: 1440,
    height: 2400,
  },
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
  { name: "x-zoom-consulting", query: "state=consulting", path: "/phone", width: 190, height: 380 },
  { name: "x-zoom-three", query: "state=three", path: "/phone", width: 190, height: 380 },
  { name: "x-low-three", query: "state=three", path: "/phone", width: 380, height: 480 },
  { name: "x-zoom-incoming", query: "state=incoming", path: "/phone", width: 190, height: 380 },
  { name: "x-zoom-ready", query: "state=ready", path: "/phone", width: 190, height: 380 },
];
