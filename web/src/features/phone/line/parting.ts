import type { Order, Parting } from "../../../phone/phone-state.ts";
import type { LineUp } from "./line-up.ts";

/** How the person leaves the call once this is carried out; undefined for what keeps them in it. */
export function partingBy(
  order: Order,
  { consulted }: Pick<LineUp, "consulted">,
): Parting | undefined {
  switch (order.command) {
    case "leave":
      return { ending: "left", to: null };
    case "hand-over": {
      if (!consulted) return { ending: "handed-over", to: null };
      const isSeat = consulted.role === "seat";
      const agentId = isSeat ? consulted.agent_id : null;
      const address = isSeat ? null : consulted.address;
      return { ending: "handed-over", to: { agentId, address } };
    }
    case "transfer": {
      const { target } = order;
      if (target.kind === "seat") {
        return { ending: "transferred", to: { agentId: target.agentId, address: null } };
      }
      const address = target.kind === "line" ? target.number : target.to;
      return { ending: "transferred", to: { agentId: null, address } };
    }
    default:
      return undefined;
  }
}
