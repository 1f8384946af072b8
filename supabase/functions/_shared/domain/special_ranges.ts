// Data, with its sources: ranges that libphonenumber's types leave out, or count among ordinary ones.

/** Why a range is not called: what it is to whoever pays for the call. */
export type SpecialKind =
  | "premium"
  /** The caller pays a part that the called one sets, or a rate of its own. */
  | "shared-cost"
  /** Follows a person anywhere, at a rate that nobody knows beforehand. */
  | "personal"
  /** Votes, lotteries, dial-in to the internet. */
  | "mass-calling"
  | "directory"
  /** Services and codes of a network; no subscriber has such a number. */
  | "service"
  | "satellite"
  | "pager";

export interface SpecialRanges {
  /** The country calling code. */
  code: string;
  /** How the national number begins, a regular expression; empty: every number of the code. */
  ranges: readonly (readonly [begins: string, kind: SpecialKind])[];
  source: string;
}

const itu =
  "ITU-T E.164, list of assigned country codes (complement, annex to Operational Bulletin)";

export const specialRanges: readonly SpecialRanges[] = [
  {
    code: "808",
    ranges: [["", "shared-cost"]],
    source: `${itu}: International Shared Cost Service`,
  },
  { code: "870", ranges: [["", "satellite"]], source: `${itu}: Inmarsat` },
  {
    code: "878",
    ranges: [["", "personal"]],
    source: `${itu}: Universal Personal Telecommunication`,
  },
  { code: "881", ranges: [["", "satellite"]], source: `${itu}: Global Mobile Satellite System` },
  { code: "882", ranges: [["", "satellite"]], source: `${itu}: International Networks` },
  { code: "883", ranges: [["", "satellite"]], source: `${itu}: International Networks` },
  { code: "888", ranges: [["", "service"]], source: `${itu}: disaster relief, OCHA` },
  { code: "979", ranges: [["", "premium"]], source: `${itu}: International Premium Rate Service` },
  {
    code: "1",
    ranges: [
      ["...976", "premium"],
      ["...5551212", "directory"],
      ["900", "premium"],
      ["456", "service"],
      ["500", "personal"],
      ["5(?:2[1-9]|3[23]|44|66|77|88)", "personal"],
      ["700", "service"],
      ["710", "service"],
      ["600", "satellite"],
      ["6(?:22|33|44|55|66|77|88)", "service"],
    ],
    source: "NANPA, central office codes 555 and 976, and N00/N11 and personal area codes; " +
      "Canadian Numbering Administrator, area codes 600 and 622 to 688",
  },
  {
    code: "7",
    ranges: [["803", "mass-calling"], ["809", "premium"], ["808", "personal"], [
      "954",
      "satellite",
    ]],
    source: "Russian Ministry of Digital Development, order 205 (2021): ABC and DEF codes",
  },
  {
    code: "27",
    ranges: [["86", "shared-cost"], ["9", "premium"]],
    source: "ICASA, Numbering Plan Regulations 2016",
  },
  {
    code: "30",
    ranges: [["14", "service"], ["801", "shared-cost"], ["70", "personal"], ["90", "premium"]],
    source: "EETT, National Numbering Plan",
  },
  {
    code: "31",
    ranges: [
      ["66", "pager"],
      ["67", "mass-calling"],
      ["84", "personal"],
      ["87", "personal"],
      ["90", "premium"],
    ],
    source: "ACM, Nummerplan telefoon- en ISDN-diensten",
  },
  {
    code: "32",
    ranges: [["70", "shared-cost"], ["90", "premium"]],
    source: "BIPT, royal decree on numbering of 27 April 2007",
  },
  {
    code: "33",
    ranges: [["81", "shared-cost"], ["82", "shared-cost"], ["89", "premium"]],
    source: "ARCEP decision 2018-0881, plan national de numérotation",
  },
  {
    code: "34",
    ranges: [
      ["118\\d{0,3}$", "directory"],
      ["70", "personal"],
      ["80[367]", "premium"],
      ["90[12]", "shared-cost"],
      ["905", "mass-calling"],
      ["907", "premium"],
    ],
    source: "CNMC, Plan Nacional de Numeración Telefónica",
  },
  {
    code: "351",
    ranges: [
      ["118\\d{0,3}$", "directory"],
      ["60[178]", "premium"],
      ["64[68]", "premium"],
      ["70[78]", "shared-cost"],
      ["76", "mass-calling"],
      ["80[89]", "shared-cost"],
      ["884", "personal"],
    ],
    source: "ANACOM, Plano Nacional de Numeração",
  },
  {
    code: "353",
    ranges: [
      ["118\\d{0,3}$", "directory"],
      ["18[59]0\\d{6}$", "shared-cost"],
      ["700", "personal"],
    ],
    source: "ComReg 15/136, Numbering Conditions of Use",
  },
  {
    code: "358",
    ranges: [
      ["100", "service"],
      ["118\\d{0,3}$", "directory"],
      ["20[02]", "service"],
      ["300", "service"],
      ["600", "premium"],
      ["700", "premium"],
    ],
    source: "Traficom, regulation 32 on numbering: chargeable service numbers",
  },
  {
    code: "36",
    ranges: [["81", "mass-calling"], ["9[01]", "premium"]],
    source: "NMHH decree 2/2011 on numbering",
  },
  {
    code: "39",
    ranges: [["1", "service"], ["70", "mass-calling"], ["84", "shared-cost"], ["89", "premium"]],
    source: "AGCOM 8/15/CIR, Piano di numerazione nazionale",
  },
  {
    code: "41",
    ranges: [
      ["1", "service"],
      ["74", "pager"],
      ["84", "shared-cost"],
      ["878", "personal"],
      ["90", "premium"],
    ],
    source: "BAKOM, national numbering plan E.164/2002",
  },
  {
    code: "420",
    ranges: [
      ["70[01]", "personal"],
      ["8[134]", "shared-cost"],
      ["90", "premium"],
      ["976", "mass-calling"],
    ],
    source: "Czech decree 117/2007 on numbering plans",
  },
  {
    code: "421",
    ranges: [["8[5-9]", "shared-cost"], ["900", "premium"], ["9[78]", "premium"]],
    source: "Slovak RÚ, Národný číslovací plán",
  },
  {
    code: "43",
    ranges: [
      ["11", "directory"],
      ["718", "mass-calling"],
      ["810", "shared-cost"],
      ["82", "shared-cost"],
      ["9", "premium"],
    ],
    source: "RTR, KEM-V 2009",
  },
  {
    code: "44",
    ranges: [
      ["70", "personal"],
      ["76(?!24)", "pager"],
      ["8[47]", "shared-cost"],
      ["9", "premium"],
    ],
    source: "Ofcom, National Telephone Numbering Plan",
  },
  {
    code: "45",
    ranges: [["118\\d{0,3}$", "directory"], ["90", "premium"]],
    source: "Danish SDFI, Numbering plan",
  },
  {
    code: "46",
    ranges: [
      ["118\\d{0,3}$", "directory"],
      ["74", "pager"],
      ["75", "personal"],
      ["77", "shared-cost"],
      ["900", "premium"],
      ["939", "premium"],
      ["944", "premium"],
      ["99", "mass-calling"],
    ],
    source: "PTS, Svensk nummerplan för telefoni",
  },
  {
    code: "47",
    ranges: [["18", "directory"], ["82", "premium"], ["88", "personal"]],
    source: "Nkom, numbering regulations of 16 February 2004",
  },
  {
    code: "48",
    ranges: [
      ["118\\d{0,3}$", "directory"],
      ["[34]00\\d{6}$", "mass-calling"],
      ["64", "pager"],
      ["70", "premium"],
      ["80[14]", "shared-cost"],
    ],
    source: "Polish plan of 30 October 2013 (Dz.U. 2013 poz. 1281)",
  },
  {
    code: "49",
    ranges: [
      ["10", "service"],
      ["11", "directory"],
      ["12", "service"],
      ["13", "mass-calling"],
      ["16[4689]", "pager"],
      ["180", "shared-cost"],
      ["19", "mass-calling"],
      ["700", "personal"],
      ["900", "premium"],
    ],
    source: "Bundesnetzagentur, Nummernraum für die öffentliche Telekommunikation",
  },
  {
    code: "52",
    ranges: [["300", "shared-cost"], ["500", "personal"], ["900", "premium"]],
    source: "IFT, Plan Técnico Fundamental de Numeración: claves de servicio no geográfico",
  },
  {
    code: "54",
    ranges: [["60\\d", "premium"]],
    source: "Enacom, Plan Fundamental de Numeración Nacional",
  },
  {
    code: "55",
    ranges: [["300", "shared-cost"], ["500", "premium"], ["900", "premium"]],
    source: "Anatel, resolution 749/2022: códigos não geográficos",
  },
  {
    code: "61",
    ranges: [
      ["12", "directory"],
      ["13", "shared-cost"],
      ["147", "satellite"],
      ["16", "pager"],
      ["19", "premium"],
    ],
    source: "ACMA, Telecommunications Numbering Plan 2015",
  },
  {
    code: "64",
    ranges: [["18", "directory"], ["70", "personal"], ["90", "premium"]],
    source: "New Zealand Number Administration Deed, number allocation rules",
  },
  {
    code: "81",
    ranges: [
      ["1[78]0", "mass-calling"],
      ["20", "pager"],
      ["570", "shared-cost"],
      ["990", "premium"],
    ],
    source:
      "Ministry of Internal Affairs and Communications, Telecommunications Numbering Regulations",
  },
  {
    code: "82",
    ranges: [["50", "personal"], ["60", "premium"]],
    source: "MSIT notice on the management of telecommunications numbers",
  },
  {
    code: "86",
    ranges: [
      ["11", "service"],
      ["12", "service"],
      ["1349", "satellite"],
      ["16[08]", "premium"],
      ["174[0-5]", "satellite"],
    ],
    source: "MIIT, telecommunications network numbering plan (2017)",
  },
  {
    code: "90",
    ranges: [["8[89]8", "premium"], ["900", "premium"]],
    source: "BTK, Numaralandırma Yönetmeliği",
  },
];
