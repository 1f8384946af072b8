// The floor of a push: supabase-js, one private topic, and a paragraph.
import { createClient, REALTIME_SUBSCRIBE_STATES } from "@supabase/supabase-js";

const text = document.getElementById("text");

globalThis.follow = async ({ apiUrl, publishableKey, accessToken, topic }) => {
  const client = createClient(apiUrl, publishableKey, {
    accessToken: () => Promise.resolve(accessToken),
  });
  await client.realtime.setAuth();
  await new Promise((resolve, reject) => {
    client.channel(topic, { config: { private: true } })
      .on("broadcast", { event: "bench" }, ({ payload }) => {
        text.textContent = payload.text;
      })
      .subscribe((status) => {
        if (status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED) resolve();
        else reject(new Error(status));
      });
  });
};
