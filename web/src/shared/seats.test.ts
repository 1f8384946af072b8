import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noSeats, type SeatInWorkspace, type Seats, withNews, withOpen } from "./seats.ts";

function place(id: number, active = true): SeatInWorkspace {
  return {
    seat: { id, workspaceId: id, role: "agent", identity: "priya", displayName: "Priya", active },
    workspace: { id, name: `Workspace ${id}`, country: "DE" },
  };
}

const ready = (...list: SeatInWorkspace[]): Seats => ({ ...noSeats, status: "ready", list });
const states = ({ list }: Seats) =>
  list.map(({ seat }) => `${seat.id} ${seat.active ? "on" : "off"}`);

describe("seats that are read again", () => {
  it("are what was read", () => {
    assert.deepEqual(states(withOpen(ready(place(1), place(2)), place(2))), ["1 on", "2 on"]);
    assert.deepEqual(states(withOpen(ready(place(1)), null)), ["1 on"]);
  });

  it("keep the open one, switched off, when it is gone, and before any other", () => {
    assert.deepEqual(states(withOpen(ready(place(2)), place(1))), ["1 off", "2 on"]);
    const last = withOpen({ ...noSeats, status: "none" }, place(1));
    assert.deepEqual([last.status, ...states(last)], ["ready", "1 off"]);
  });
});

describe("news of a seat", () => {
  it("changes that seat only", () => {
    const news = {
      agent_id: 2,
      workspace_id: 2,
      active: false,
      role: "admin",
      display_name: "P. Raman",
    } as const;
    const after = withNews(ready(place(1), place(2)), news);
    assert.deepEqual(states(after), ["1 on", "2 off"]);
    assert.deepEqual(
      [after.list[1]?.seat.role, after.list[1]?.seat.displayName],
      ["admin", "P. Raman"],
    );
    assert.equal(after.list[1]?.seat.identity, "priya");
  });

  it("of one that is not known changes nothing", () => {
    const news = { agent_id: 9, workspace_id: 9, active: true, role: "agent", display_name: "x" };
    assert.deepEqual(states(withNews(ready(place(1)), { ...news, role: "agent" })), ["1 on"]);
  });
});
