import { createResource, For, type JSX, Show } from "solid-js";
import {
  type ConsentLanguage,
  consentLanguages,
} from "../../../../supabase/functions/_shared/contracts/consent.ts";
import { twilioPages } from "../../../../supabase/functions/_shared/contracts/health_repair.ts";
import type { RecordingPolicy } from "../../../../supabase/functions/_shared/contracts/recording.ts";
import { createDraft } from "../../shared/ui/create-draft.ts";
import { Warning } from "../../shared/ui/warning.tsx";
import { Choice } from "./choice.tsx";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { recording as words } from "./words.ts";

const languages = Object.entries(consentLanguages) as [
  ConsentLanguage,
  (typeof consentLanguages)[ConsentLanguage],
][];
/** Long enough for any sentence that somebody listens to. */
const longest = 200;
const mostDays = 3650;

/** Which calls are recorded, what people are told before, who listens, and for how long recordings are kept. */
export function RecordingSection(props: { server: PolicyServer }): JSX.Element {
  const [policy] = createResource(() => props.server.readRecording());
  return (
    <Section title={words.title} sub={words.sub}>
      <Show when={policy()}>
        {(current) => <RecordingForm server={props.server} policy={current()} />}
      </Show>
    </Section>
  );
}

function RecordingForm(props: { server: PolicyServer; policy: RecordingPolicy }): JSX.Element {
  const [isOpen] = createResource(() => props.server.areMediaOpen());
  const { value, change } = createDraft(() => ({
    recording: props.policy.recording,
    consent_language: props.policy.consent_language,
    consent_sentence: props.policy.consent_sentence,
    days: props.policy.recordings_kept_days === null
      ? ""
      : String(props.policy.recordings_kept_days),
    recordings_heard_by: props.policy.recordings_heard_by,
  }));
  const chooseLanguage = (language: string) => {
    // What nobody changed is said in the new language.
    const isUsual = languages.some(([, { sentence }]) => sentence === value().consent_sentence);
    const usual = languages.find(([code]) => code === language)?.[1].sentence;
    change({
      consent_language: language,
      ...(isUsual && usual !== undefined ? { consent_sentence: usual } : {}),
    });
  };
  const save = () => {
    const { days, consent_sentence: sentence, ...rest } = value();
    const kept = days.trim() === "" ? null : Number(days);
    if (kept !== null && !(Number.isInteger(kept) && kept >= 1 && kept <= mostDays)) {
      return { text: words.wrongDays(mostDays) };
    }
    if (!/\p{L}/u.test(sentence) || sentence.length > longest) {
      return { text: words.wrongSentence(longest) };
    }
    return props.server.save({
      ...rest,
      consent_sentence: sentence.trim(),
      recordings_kept_days: kept,
    });
  };

  return (
    <>
      <Show when={isOpen()}>
        <Warning>
          {words.open}{" "}
          <a href={twilioPages.voiceSettings} target="_blank" rel="noreferrer">{words.console}</a>
          {" · "}
          <a href="/setup/health">{words.health}</a>
        </Warning>
      </Show>
      <SavedForm onSave={save}>
        <Choice
          legend={words.which}
          options={[["off", words.off], ["on-demand", words.onDemand], ["always", words.always]]}
          value={value().recording}
          onChoose={(recording) => change({ recording })}
        />
        <p class="dim sm">{words.lines}</p>
        <div>
          <label class="lbl" for="consent-language">{words.language}</label>
          <select
            id="consent-language"
            class="select"
            onChange={(event) => chooseLanguage(event.currentTarget.value)}
          >
            <For each={languages}>
              {([code, { name }]) => (
                <option value={code} selected={code === value().consent_language}>{name}</option>
              )}
            </For>
          </select>
        </div>
        <div>
          <label class="lbl" for="consent-sentence">{words.sentence}</label>
          <input
            id="consent-sentence"
            class="field"
            lang={value().consent_language}
            maxLength={longest}
            value={value().consent_sentence}
            aria-describedby="consent-why"
            onInput={(event) => change({ consent_sentence: event.currentTarget.value })}
          />
          <p class="dim sm" id="consent-why">{words.sentenceWhy}</p>
        </div>
        <Choice
          legend={words.who}
          options={[
            ["agents", words.agents],
            ["supervisors", words.supervisors],
            ["admins", words.admins],
          ]}
          value={value().recordings_heard_by}
          onChoose={(by) => change({ recordings_heard_by: by })}
        />
        <div>
          <label class="lbl" for="kept-days">{words.days}</label>
          <input
            id="kept-days"
            class="field"
            inputMode="numeric"
            value={value().days}
            aria-describedby="kept-why"
            onInput={(event) => change({ days: event.currentTarget.value })}
          />
          <p class="dim sm" id="kept-why">{words.daysWhy}</p>
        </div>
      </SavedForm>
    </>
  );
}
