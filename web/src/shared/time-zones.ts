// The zone of a telephone number, where the number alone tells it. Sources: the IANA time zone
// database (zone1970.tab) for countries, the North American Numbering Plan's area maps for +1. Area
// codes that lie in two zones are left out on purpose: no time is better than a wrong one.

/** Countries whose inhabited mainland keeps one time. */
const countries: Readonly<Record<string, string>> = {
  AE: "Asia/Dubai",
  AT: "Europe/Vienna",
  BE: "Europe/Brussels",
  BG: "Europe/Sofia",
  CH: "Europe/Zurich",
  CN: "Asia/Shanghai",
  CO: "America/Bogota",
  CY: "Asia/Nicosia",
  CZ: "Europe/Prague",
  DE: "Europe/Berlin",
  DK: "Europe/Copenhagen",
  EE: "Europe/Tallinn",
  EG: "Africa/Cairo",
  FI: "Europe/Helsinki",
  FR: "Europe/Paris",
  GB: "Europe/London",
  GH: "Africa/Accra",
  GR: "Europe/Athens",
  HK: "Asia/Hong_Kong",
  HR: "Europe/Zagreb",
  HU: "Europe/Budapest",
  IE: "Europe/Dublin",
  IL: "Asia/Jerusalem",
  IN: "Asia/Kolkata",
  IS: "Atlantic/Reykjavik",
  IT: "Europe/Rome",
  JP: "Asia/Tokyo",
  KE: "Africa/Nairobi",
  KR: "Asia/Seoul",
  LT: "Europe/Vilnius",
  LU: "Europe/Luxembourg",
  LV: "Europe/Riga",
  MA: "Africa/Casablanca",
  MT: "Europe/Malta",
  MY: "Asia/Kuala_Lumpur",
  NG: "Africa/Lagos",
  NL: "Europe/Amsterdam",
  NO: "Europe/Oslo",
  PE: "America/Lima",
  PH: "Asia/Manila",
  PK: "Asia/Karachi",
  PL: "Europe/Warsaw",
  RO: "Europe/Bucharest",
  RS: "Europe/Belgrade",
  SA: "Asia/Riyadh",
  SE: "Europe/Stockholm",
  SG: "Asia/Singapore",
  SI: "Europe/Ljubljana",
  SK: "Europe/Bratislava",
  TH: "Asia/Bangkok",
  TR: "Europe/Istanbul",
  TW: "Asia/Taipei",
  UA: "Europe/Kyiv",
  UY: "America/Montevideo",
  VN: "Asia/Ho_Chi_Minh",
  ZA: "Africa/Johannesburg",
};

/** Area codes of +1 that lie in one zone. */
const northAmerica: Readonly<Record<string, string>> = {
  "America/New_York": `
    201 202 203 207 212 215 216 220 223 234 239 240 248 267 272 283 301 302 304 305
    315 321 326 330 332 339 347 351 352 386 401 404 407 410 412 413 419 434 440 443
    445 463 470 475 478 484 508 513 516 518 540 551 561 567 570 571 585 586 603 607
    609 610 614 617 631 640 646 667 678 680 681 689 703 704 706 716 717 718 724 727
    732 734 740 743 754 757 762 770 771 772 774 781 786 802 803 804 810 813 814 828
    835 838 839 843 845 848 854 856 857 860 862 863 864 878 904 908 910 914 917 919
    929 934 937 941 943 947 948 954 959 973 978 980 984 989
  `,
  "America/Chicago": `
    205 214 217 218 224 225 228 251 254 256 262 281 309 312 314 316 318 319 320 331
    334 337 346 361 402 405 409 414 417 430 432 447 464 469 479 501 504 507 512 515
    563 573 580 601 608 612 615 618 629 630 636 641 651 660 662 682 708 712 713 715
    730 731 737 763 769 773 779 806 815 816 817 830 832 847 870 872 901 903 913 918
    920 936 940 945 952 956 972 975 979 985
  `,
  "America/Denver": "303 307 385 406 435 505 575 719 720 801 970 983",
  "America/Phoenix": "480 520 602 623",
  "America/Los_Angeles": `
    206 209 213 253 279 310 323 341 350 360 408 415 424 425 442 503 509 510 530 559
    562 564 619 626 628 650 657 661 669 702 707 714 725 747 760 805 818 820 831 840
    858 909 916 925 935 949 951 971
  `,
  "Pacific/Honolulu": "808",
  "America/Toronto":
    "226 249 289 343 365 416 437 438 450 514 519 548 579 613 647 705 742 819 873 905",
  "America/Winnipeg": "204 431 584",
  "America/Regina": "306 474 639",
  "America/Edmonton": "368 403 587 780 825",
  "America/Vancouver": "604",
  "America/Halifax": "782 902",
  "America/Moncton": "506",
};

/** Area codes of +61 by their first digit: eastern states; the west and the centre share 8. */
const australia: Readonly<Record<string, string>> = {
  2: "Australia/Sydney",
  3: "Australia/Melbourne",
  7: "Australia/Brisbane",
};

const byAreaCode: ReadonlyMap<string, string> = new Map(
  Object.entries(northAmerica).flatMap(([zone, codes]) =>
    (codes.match(/\d{3}/g) ?? []).map((code) => [code, zone] as const)
  ),
);

/**
 * @param country ISO 3166 alpha-2
 * @param national the national number, without the country code
 * @returns an IANA name, or null when the number does not tell
 */
export function zoneOf(country: string, national: string): string | null {
  if (country === "US" || country === "CA") return byAreaCode.get(national.slice(0, 3)) ?? null;
  if (country === "AU") return australia[national.slice(0, 1)] ?? null;
  return countries[country] ?? null;
}
