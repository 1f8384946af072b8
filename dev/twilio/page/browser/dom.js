// Small makers of elements, so that the drawing code reads as a picture.

/** @param {string} id @returns {any} */
export const at = (id) => document.getElementById(id);

/** @param {string} name @returns {SVGElement} */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** @param {string} tag @param {string} className @param {...(Node | string)} children */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} className @param {string} words @param {() => void} act @param {string} [drawn] */
export function button(className, words, act, drawn) {
  const made = element("button", `button ${className}`, ...(drawn ? [icon(drawn)] : []), words);
  made.setAttribute("type", "button");
  made.addEventListener("click", act);
  return made;
}

/**
 * Puts the items into the list in their order, reusing the element of each key while what it shows is the same: focus,
 * selection and open parts survive an update.
 *
 * @param {HTMLElement} list
 * @param {{key: string, shows: string, make: () => HTMLElement}[]} items
 */
export function fill(list, items) {
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map(({ key, shows, make }) => {
    const old = before.get(key);
    if (old?.dataset.shows === shows) return old;
    const made = make();
    made.dataset.key = key;
    made.dataset.shows = shows;
    return made;
  });
  const same = wanted.length === list.children.length &&
    wanted.every((one, index) => one === list.children[index]);
  if (!same) list.replaceChildren(...wanted);
}
