// The page: two telephones of the outside world, and what the simulator does with their calls.

import { showAccounts } from "./accounts.js";
import { connect } from "./connection.js";
import { at } from "./dom.js";
import { showFarPhones } from "./far-phones.js";
import { addPhone } from "./phone.js";
import { showSwitchboard } from "./switchboard.js";
import { showWebhooks } from "./webhooks.js";
import { nameNumbers } from "./words.js";

const audio = new AudioContext();
/** @type {ReturnType<typeof addPhone>[]} */
const phones = [];
const onChange = () => {
  document.title = phones.map((phone) => phone.title()).find(Boolean) ?? "Twilio on one machine";
};
for (const [name, toneHz] of /** @type {const} */ ([["A", 440], ["B", 660]])) {
  phones.push(addPhone({ name, toneHz, audio, onChange }));
}

const webhooks = showWebhooks();
const switchboard = showSwitchboard({ onChoose: (sids, name) => webhooks.only(sids, name) });
const farPhones = showFarPhones();
const accounts = showAccounts();

connect("/switchboard", {
  onUp() {
    at("link").dataset.up = "yes";
    at("link").textContent = "Connected";
  },
  onDown() {
    at("link").dataset.up = "no";
    at("link").textContent = "Reconnecting";
  },
  onMessage(message) {
    if (message.afresh) {
      switchboard.clear();
      webhooks.clear();
    }
    if (message.accounts) {
      nameNumbers(message.accounts);
      accounts.show(message.accounts);
      const numbers = message.accounts.flatMap((/** @type {any} */ account) => account.numbers);
      for (const phone of phones) phone.showNumbers(numbers);
    }
    switchboard.show(message);
    webhooks.show(message.webhooks);
    if (message.behaviours) farPhones.show(message.behaviours);
  },
});
