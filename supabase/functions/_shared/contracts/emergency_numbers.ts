/** Numbers that reach an emergency service from mobile networks nearly everywhere (ITU-T E.161.1). */
const everywhere = ["112", "911", "999"];

/**
 * National emergency numbers (police, fire, ambulance, sea rescue), besides those that work
 * everywhere, from the countries' numbering plans as filed with the ITU (ITU-T E.129). A country
 * that is not listed still has `everywhere`, and whatever is short is refused anyway: this table
 * only decides that the person is told to use a mobile phone.
 */
const national: Readonly<Record<string, readonly string[]>> = {
  AE: ["997", "998"],
  AR: ["100", "101", "107"],
  AT: ["122", "133", "140", "144"],
  AU: ["000", "106"],
  BE: ["100", "101"],
  BG: ["150", "160", "166"],
  BR: ["190", "192", "193"],
  CH: ["117", "118", "144", "1414"],
  CL: ["131", "132", "133"],
  CN: ["110", "119", "120", "122"],
  CO: ["123"],
  CZ: ["150", "155", "158"],
  DE: ["110"],
  DK: ["114"],
  EE: ["110"],
  EG: ["122", "123", "180"],
  ES: ["061", "062", "080", "085", "091", "092"],
  FR: ["15", "17", "18", "114", "115", "191", "196", "197"],
  GR: ["100", "108", "166", "199"],
  HK: ["992"],
  HR: ["192", "193", "194", "195"],
  HU: ["104", "105", "107"],
  ID: ["110", "113", "118", "119"],
  IL: ["100", "101", "102"],
  IN: ["100", "101", "102", "108"],
  IT: ["113", "114", "115", "118", "1530"],
  JP: ["110", "118", "119"],
  KE: ["997", "998"],
  KR: ["110", "117", "118", "119"],
  LT: ["01", "02", "03"],
  LU: ["113"],
  LV: ["110", "113"],
  MX: ["065", "066", "068"],
  MY: ["991", "994"],
  NO: ["110", "113"],
  NZ: ["111"],
  PE: ["105", "106", "116"],
  PH: ["117"],
  PK: ["15", "16", "115", "1122"],
  PL: ["984", "985", "986", "991", "992", "993", "994", "995", "996", "997", "998"],
  PT: ["115"],
  RU: ["01", "02", "03", "101", "102", "103"],
  SA: ["937", "993", "996", "997", "998"],
  SE: ["90000"],
  SG: ["995"],
  SI: ["113"],
  SK: ["150", "155", "158"],
  TH: ["191", "199", "1155", "1669"],
  TR: ["110", "155", "156", "158"],
  TW: ["110", "118", "119"],
  UA: ["101", "102", "103"],
  VN: ["113", "114", "115"],
  ZA: ["10111", "10177"],
};

/**
 * Whether these digits, dialled alone in this country, reach an emergency service.
 * @param country ISO 3166 alpha-2
 */
export function isEmergencyNumber(digits: string, country: string | undefined): boolean {
  return emergencyNumbers(country).includes(digits);
}

/** Every emergency number of a country. */
export function emergencyNumbers(country: string | undefined): readonly string[] {
  return country === undefined ? everywhere : [...everywhere, ...(national[country] ?? [])];
}
