import type { Person } from "./team-server.ts";

/** Whether the workspace would have no admin without this person: the database refuses that. */
export function isLastAdmin(person: Person, people: readonly Person[]): boolean {
  return isAdmin(person) &&
    !people.some((other) => other.agentId !== person.agentId && isAdmin(other));
}

function isAdmin({ active, role }: Person): boolean {
  return active && role === "admin";
}

/** Numbers that ring nobody once this person is switched off. */
export function ringNobodyWithout(person: Person, people: readonly Person[]): string[] {
  const others = people.filter((other) => other.active && other.agentId !== person.agentId);
  const ringing = new Set(others.flatMap(ringingOf));
  return ringingOf(person).filter((number) => !ringing.has(number));
}

function ringingOf({ numbers }: Person): string[] {
  return numbers.filter(({ rings }) => rings).map(({ number }) => number);
}

/** Those who work here first; each part in the order of names. */
export function inOrder(people: readonly Person[]): Person[] {
  return people.toSorted((a, b) =>
    Number(b.active) - Number(a.active) || a.name.localeCompare(b.name)
  );
}
