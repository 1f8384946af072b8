// A socket to the simulator; it comes back by itself.

const AGAIN_MS = [250, 500, 1000, 2000];

/**
 * @param {string} path
 * @param {{onMessage(message: any): void, onUp(): void, onDown(): void}} listener
 * @returns {{send(message: object): boolean}}
 */
export function connect(path, listener) {
  let tries = 0;
  /** @type {WebSocket} */
  let socket;

  const open = () => {
    socket = new WebSocket(location.origin.replace(/^http/, "ws") + path);
    socket.addEventListener("open", () => {
      tries = 0;
      listener.onUp();
    });
    socket.addEventListener("message", ({ data }) => listener.onMessage(JSON.parse(data)));
    socket.addEventListener("close", () => {
      listener.onDown();
      setTimeout(open, AGAIN_MS[Math.min(tries++, AGAIN_MS.length - 1)]);
    });
  };
  open();

  return {
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
  };
}
