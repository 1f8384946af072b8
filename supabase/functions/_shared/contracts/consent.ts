/**
 * What telephones are told before they are recorded: eight languages, two of them in two forms. `voice` is Twilio's name of
 * who says it; each is a neural voice of Amazon Polly.
 */
export const consentLanguages = {
  "de-DE": {
    name: "Deutsch",
    voice: "Polly.Vicki-Neural",
    sentence: "Dieses Gespräch wird aufgezeichnet.",
  },
  "en-GB": {
    name: "English (UK)",
    voice: "Polly.Amy-Neural",
    sentence: "This call is recorded.",
  },
  "en-US": {
    name: "English (US)",
    voice: "Polly.Joanna-Neural",
    sentence: "This call is recorded.",
  },
  "es-ES": {
    name: "Español",
    voice: "Polly.Lucia-Neural",
    sentence: "Esta llamada se está grabando.",
  },
  "fr-FR": {
    name: "Français",
    voice: "Polly.Lea-Neural",
    sentence: "Cet appel est enregistré.",
  },
  "it-IT": {
    name: "Italiano",
    voice: "Polly.Bianca-Neural",
    sentence: "Questa chiamata viene registrata.",
  },
  "nl-NL": {
    name: "Nederlands",
    voice: "Polly.Laura-Neural",
    sentence: "Dit gesprek wordt opgenomen.",
  },
  "pl-PL": {
    name: "Polski",
    voice: "Polly.Ola-Neural",
    sentence: "Ta rozmowa jest nagrywana.",
  },
  "pt-BR": {
    name: "Português (Brasil)",
    voice: "Polly.Camila-Neural",
    sentence: "Esta chamada está sendo gravada.",
  },
  "pt-PT": {
    name: "Português (Portugal)",
    voice: "Polly.Ines-Neural",
    sentence: "Esta chamada está a ser gravada.",
  },
} as const satisfies Record<string, { name: string; voice: string; sentence: string }>;

export type ConsentLanguage = keyof typeof consentLanguages;
