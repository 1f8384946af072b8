/** The name of the key that shortcuts are pressed with: ⌘ on Apple's keyboards, else Ctrl. */
export const modifier = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘" : "Ctrl";
