import { For, type JSX } from "solid-js";
import type {
  Offer,
  SearchAnswer,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { buy as words, priceText } from "./words.ts";

/** What Twilio has for sale; one can be picked. */
export function OfferTable(props: {
  found: SearchAnswer;
  picked: Offer | null;
  onPick: (offer: Offer) => void;
}): JSX.Element {
  const place = ({ locality, region }: Offer) =>
    [...new Set([locality, region])].filter((part) => part !== null && part !== "").join(", ");
  return (
    <div class="offers-box">
      <table class="offers" aria-label={words.offers}>
        <thead>
          <tr>
            <th scope="col">{words.number}</th>
            <th scope="col">{words.place}</th>
            <th scope="col" class="r">{words.price}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.found.offers}>
            {(offer) => (
              <tr classList={{ on: props.picked?.number === offer.number }}>
                <td>
                  <label class="choice n">
                    <input
                      type="radio"
                      name="offer"
                      checked={props.picked?.number === offer.number}
                      onChange={() => props.onPick(offer)}
                    />
                    {formatNumber(offer.number)}
                  </label>
                </td>
                <td>{place(offer)}</td>
                <td class="r n">{props.found.price && priceText(props.found.price)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
