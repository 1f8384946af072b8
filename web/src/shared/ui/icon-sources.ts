// The icons that the screens use, as lucide draws them (ISC).
import arrowRight from "lucide-static/icons/arrow-right.svg?raw";
import bellOff from "lucide-static/icons/bell-off.svg?raw";
import bellRing from "lucide-static/icons/bell-ring.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronsUpDown from "lucide-static/icons/chevrons-up-down.svg?raw";
import circleAlert from "lucide-static/icons/circle-alert.svg?raw";
import deleteKey from "lucide-static/icons/delete.svg?raw";
import headphones from "lucide-static/icons/headphones.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import loaderCircle from "lucide-static/icons/loader-circle.svg?raw";
import micOff from "lucide-static/icons/mic-off.svg?raw";
import octagonAlert from "lucide-static/icons/octagon-alert.svg?raw";
import octagonPause from "lucide-static/icons/octagon-pause.svg?raw";
import phone from "lucide-static/icons/phone.svg?raw";
import phoneCall from "lucide-static/icons/phone-call.svg?raw";
import phoneIncoming from "lucide-static/icons/phone-incoming.svg?raw";
import phoneMissed from "lucide-static/icons/phone-missed.svg?raw";
import phoneOutgoing from "lucide-static/icons/phone-outgoing.svg?raw";
import plug from "lucide-static/icons/plug.svg?raw";
import power from "lucide-static/icons/power.svg?raw";
import radio from "lucide-static/icons/radio.svg?raw";
import refreshCw from "lucide-static/icons/refresh-cw.svg?raw";
import slidersHorizontal from "lucide-static/icons/sliders-horizontal.svg?raw";
import timer from "lucide-static/icons/timer.svg?raw";
import wifiOff from "lucide-static/icons/wifi-off.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

/** Name to SVG text. */
export const iconSources = {
  "arrow-right": arrowRight,
  "bell-off": bellOff,
  "bell-ring": bellRing,
  check,
  "chevron-down": chevronDown,
  "chevrons-up-down": chevronsUpDown,
  "circle-alert": circleAlert,
  "delete": deleteKey,
  headphones,
  history,
  "loader-circle": loaderCircle,
  "mic-off": micOff,
  "octagon-alert": octagonAlert,
  "octagon-pause": octagonPause,
  phone,
  "phone-call": phoneCall,
  "phone-incoming": phoneIncoming,
  "phone-missed": phoneMissed,
  "phone-outgoing": phoneOutgoing,
  plug,
  power,
  radio,
  "refresh-cw": refreshCw,
  "sliders-horizontal": slidersHorizontal,
  timer,
  "wifi-off": wifiOff,
  x,
} as const;

export type IconName = keyof typeof iconSources;
