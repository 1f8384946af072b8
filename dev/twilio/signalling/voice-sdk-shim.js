// Lets an unmodified Voice SDK in this page talk to the Twilio simulator that serves this file instead of to Twilio.
// A classic script: put it before the page's modules, so that it has run when the SDK is evaluated. It changes where
// three kinds of requests go (signalling, Insights, sounds) and touches nothing else.
(() => {
  "use strict";
  const simulator = new URL(document.currentScript.src);
  const socketOrigin = simulator.origin.replace(/^http/, "ws");

  /** The simulator's address for one of Twilio's, or the given value itself. */
  const moved = (address) => {
    let url;
    try {
      url = new URL(String(address), document.baseURI);
    } catch {
      return address;
    }
    const { protocol, hostname, pathname, search } = url;
    if (!hostname.endsWith(".twilio.com")) return address;
    if (protocol === "wss:" && /^\/signal(\/|$)/.test(pathname)) {
      // The name that was asked for says which edge; the simulator answers for it.
      const asked = new URLSearchParams(search);
      asked.set("twilio-host", hostname);
      return `${socketOrigin}${pathname}?${asked}`;
    }
    if (protocol !== "https:") return address;
    if (hostname.startsWith("eventgw.")) {
      return `${simulator.origin}/voice-sdk/insights${pathname}${search}`;
    }
    if (hostname === "sdk.twilio.com") {
      return `${simulator.origin}/voice-sdk/sounds${pathname}${search}`;
    }
    return address;
  };

  // A proxy keeps the constants, the prototype and `instanceof` as they are.
  globalThis.WebSocket = new Proxy(globalThis.WebSocket, {
    construct: (target, [address, ...rest], newTarget) =>
      Reflect.construct(target, [moved(address), ...rest], newTarget),
  });
  globalThis.WebSocket.prototype.constructor = globalThis.WebSocket;

  globalThis.fetch = new Proxy(globalThis.fetch, {
    apply: (target, self, [input, ...rest]) =>
      Reflect.apply(target, self, [
        typeof input === "string" || input instanceof URL ? moved(input) : input,
        ...rest,
      ]),
  });

  const requests = XMLHttpRequest.prototype;
  const opened = Object.getOwnPropertyDescriptor(requests, "open");
  Object.defineProperty(requests, "open", {
    ...opened,
    value: new Proxy(opened.value, {
      apply: (target, self, [method, address, ...rest]) =>
        Reflect.apply(target, self, [method, moved(address), ...rest]),
    }),
  });
})();
