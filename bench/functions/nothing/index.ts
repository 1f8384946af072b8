// The floor of a cold start: a function that does nothing.
export default { fetch: () => new Response("nothing") };
