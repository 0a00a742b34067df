// Ctrl+F and the menu's Find go to the filter field of the screen that is shown.
let focusField: (() => void) | null = null;

/** Names the field that Find goes to; returns the function that takes it back. */
export function registerFind(focus: () => void): () => void {
  focusField = focus;
  return () => {
    if (focusField === focus) focusField = null;
  };
}

/** True when there was a field to go to. */
export function findInView(): boolean {
  focusField?.();
  return focusField !== null;
}

/** True where a key press writes text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"]):not([type="radio"])'));
