// The network between a page and the product, to be cut: what Chromium calls offline leaves open sockets open.
import type { Page, WebSocketRoute } from "playwright-core";

/** Puts a cable into a page before the product opens its sockets. */
export async function addCable(page: Page) {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/.*/, (socket) => {
    if (isCut) {
      void socket.close({ code: 1011 });
      return;
    }
    socket.connectToServer();
    open.add(socket);
  });
  return {
    /** No request goes out, no socket stays, and the browser says so. */
    async cut() {
      isCut = true;
      await page.context().setOffline(true);
      await Promise.all([...open].map((socket) => socket.close({ code: 1011 })));
      open.clear();
    },
    async mend() {
      isCut = false;
      await page.context().setOffline(false);
    },
  };
}
