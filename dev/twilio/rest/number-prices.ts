// pricing.twilio.com/v1/PhoneNumbers: what a number costs a month. List prices, assumed.

import { found, notFound } from "./answer.ts";
import { COUNTRIES, type NumberKind } from "./number-stock.ts";
import { metaPage } from "./paging.ts";
import type { Routes } from "./routes.ts";

/** As this API calls them: two words, where others write "toll-free". */
const TYPES: Record<NumberKind, string> = {
  local: "local",
  mobile: "mobile",
  tollfree: "toll free",
};

const place = (code: string, name: string) => ({
  country: name,
  iso_country: code,
  url: `https://pricing.twilio.com/v1/PhoneNumbers/Countries/${code}`,
});

export const numberPriceRoutes: Routes = {
  list: ({ request }) =>
    found(metaPage(
      request,
      "countries",
      Object.entries(COUNTRIES).map(([code, { name }]) => place(code, name)),
    )),
  fetch({ request }, code) {
    const country = COUNTRIES[code];
    if (country === undefined) throw notFound(request.path);
    return found({
      ...place(code, country.name),
      // Documented: prices are text.
      phone_number_prices: (["local", "mobile", "tollfree"] as const)
        .flatMap((kind) => {
          const price = country.monthlyPrice[kind];
          return price === undefined
            ? []
            : [{ number_type: TYPES[kind], base_price: price, current_price: price }];
        }),
      price_unit: "USD",
    });
  },
};
