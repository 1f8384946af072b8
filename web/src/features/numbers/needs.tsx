import { For, type JSX, Show } from "solid-js";
import type {
  Offer,
  Requirements,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { fittingAddresses } from "./purchase-needs.ts";
import { consoleUrls } from "./console-urls.ts";
import { buy as words } from "./words.ts";

/** What the number's country asks of a buyer, with what the account has of it to choose from. */
export function Needs(props: {
  offer: Offer;
  country: string;
  requirements: Requirements;
  addressSid: string;
  bundleSid: string;
  onAddress: (sid: string) => void;
  onBundle: (sid: string) => void;
  onLookAgain: () => void;
}): JSX.Element {
  const addressNeed = () => props.offer.addressNeed === "none" ? null : props.offer.addressNeed;
  return (
    <div class="needs">
      <Show when={addressNeed() === null && !props.requirements.needsBundle}>
        <p class="dim sm">{words.nothingNeeded}</p>
      </Show>
      <Show when={addressNeed()}>
        {(need) => (
          <Choice
            label={words.address}
            why={words.addressNeeds[need()]}
            none={words.noAddress}
            console={{ href: consoleUrls.addresses, text: words.addAddress }}
            options={fittingAddresses(props.offer, props.requirements, props.country)}
            chosen={props.addressSid}
            onChoose={props.onAddress}
            onLookAgain={props.onLookAgain}
          />
        )}
      </Show>
      <Show when={props.requirements.needsBundle}>
        <Choice
          label={words.bundle}
          why={words.bundleNeed}
          none={words.noBundle}
          console={{ href: consoleUrls.bundles, text: words.addBundle }}
          options={props.requirements.bundles}
          chosen={props.bundleSid}
          onChoose={props.onBundle}
          onLookAgain={props.onLookAgain}
        />
      </Show>
    </div>
  );
}

function Choice(props: {
  label: string;
  why: string;
  none: string;
  console: { href: string; text: string };
  options: readonly { sid: string; name: string }[];
  chosen: string;
  onChoose: (sid: string) => void;
  onLookAgain: () => void;
}): JSX.Element {
  return (
    <div>
      <p class="sm">{props.why}</p>
      <Show
        when={props.options.length > 0}
        fallback={
          <p class="sm row lacks">
            {props.none}{" "}
            <button type="button" class="btn sm" onClick={() => props.onLookAgain()}>
              {words.lookAgain}
            </button>
          </p>
        }
      >
        <label>
          <span class="lbl">{props.label}</span>
          <select
            class="select"
            onChange={(event) => props.onChoose(event.currentTarget.value)}
          >
            <option value="" selected={props.chosen === ""}>{words.choose}</option>
            <For each={props.options}>
              {({ sid, name }) => (
                <option value={sid} selected={sid === props.chosen}>{name}</option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <a class="sm" href={props.console.href} target="_blank" rel="noopener noreferrer">
        {props.console.text}
      </a>
    </div>
  );
}
