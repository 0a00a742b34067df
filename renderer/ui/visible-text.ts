// Names come from the client's files and from bundles, and none may pose as another: all that the page shows as text,
// on a canvas or in the tree, or has read out, passes through here and shows what cannot be seen as an escape, as the
// command line does. It stands where the page is drawn because React, the widgets and the charts all end there, while
// the names themselves stay true wherever they are compared, sent back, typed or copied by a button.
import { visible, visibleProse } from '../../shared/domain/visible.ts';

/** Attributes that are shown or read out. */
const spoken =
  /^(?:title|alt|label|placeholder|aria-(?:label|description|roledescription|valuetext|placeholder))$/;

/** Wraps what sets a text: a method, or the setter of a property. */
function wrap<Owner extends object>(
  owner: Owner,
  name: keyof Owner & string,
  part: 'value' | 'set',
  change: (args: unknown[]) => unknown[],
): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  const original = descriptor[part] as (...args: unknown[]) => unknown;
  Object.defineProperty(owner, name, {
    ...descriptor,
    [part](this: unknown, ...args: unknown[]) {
      return original.apply(this, change(args));
    },
  });
}

const shown =
  (show: (text: string) => string) =>
  ([text, ...others]: unknown[]): unknown[] => [typeof text === 'string' ? show(text) : text, ...others];

/** Called once, before anything is drawn. */
export function showTextVisibly(): void {
  wrap(Document.prototype, 'createTextNode', 'value', shown(visibleProse));
  wrap(Node.prototype, 'textContent', 'set', shown(visibleProse));
  wrap(Node.prototype, 'nodeValue', 'set', shown(visibleProse));
  wrap(CharacterData.prototype, 'data', 'set', shown(visibleProse));
  wrap(Element.prototype, 'setAttribute', 'value', ([name, value]) => [
    name,
    spoken.test(String(name)) ? visibleProse(String(value)) : value,
  ]);
  // A canvas draws one line.
  for (const method of ['fillText', 'strokeText', 'measureText'] as const) {
    wrap(CanvasRenderingContext2D.prototype, method, 'value', shown(visible));
  }
}
