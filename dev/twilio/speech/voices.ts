// Twilio's languages and voices in espeak-ng's words. A few are known by name; the others speak the language's own.

/** Amazon Polly's voices that documents name most, with what they speak and how. */
const POLLY: Record<string, readonly [language: string, variant: "f" | "m"]> = {
  Joanna: ["en-US", "f"],
  Salli: ["en-US", "f"],
  Kendra: ["en-US", "f"],
  Matthew: ["en-US", "m"],
  Joey: ["en-US", "m"],
  Amy: ["en-GB", "f"],
  Emma: ["en-GB", "f"],
  Brian: ["en-GB", "m"],
  Olivia: ["en-AU", "f"],
  Vicki: ["de-DE", "f"],
  Marlene: ["de-DE", "f"],
  Hans: ["de-DE", "m"],
  Daniel: ["de-DE", "m"],
  Lea: ["fr-FR", "f"],
  Celine: ["fr-FR", "f"],
  Mathieu: ["fr-FR", "m"],
  Lucia: ["es-ES", "f"],
  Enrique: ["es-ES", "m"],
  Lupe: ["es-US", "f"],
  Bianca: ["it-IT", "f"],
  Camila: ["pt-BR", "f"],
};

/** Languages whose name in espeak-ng is another than their first two letters. */
const REGIONS: Record<string, string> = {
  "en-us": "en-us",
  "en-gb": "en-gb",
  "es-mx": "es-419",
  "es-us": "es-419",
  "pt-br": "pt-br",
  "zh-cn": "cmn",
  "zh-hk": "yue",
  "nb-no": "nb",
};

const VARIANT = { f: "+f3", m: "+m3" };

/** The `-v` of espeak-ng for Say's language and voice; US English where nothing is said (Twilio's default). */
export function espeakVoiceName(language: string, voice: string): string {
  const name = /^Polly\.([A-Za-z]+)/.exec(voice)?.[1] ?? "";
  const [spoken, variant] = POLLY[name] ?? ["", voice === "man" ? "m" : "f"];
  const google = /^Google\.([a-z]{2,3}-[A-Z]{2})/.exec(voice)?.[1] ?? "";
  const wanted = (language || spoken || google || "en-US").toLowerCase();
  return (REGIONS[wanted] ?? wanted.split("-")[0] ?? "en-us") + VARIANT[variant];
}
