// The names in a JSON document of which only the beginning is there: where each member stands and the first text found
// there. It checks nothing and stops at what it does not understand.

/** Deeper members tell nothing that those above do not. */
const maxDepth = 6;
/** More members than any format needs to be told by. */
const maxPaths = 2000;

export interface JsonOutline {
  /** `meta.version`; an item of an array is `[]`, as in `data[].traceID`, and of an array of arrays `[][].id`. */
  paths: ReadonlySet<string>;
  /** The first text or number at a path, as it is written and without quotes. */
  values: ReadonlyMap<string, string>;
}

const token = /\s*(?:("(?:[^"\\]|\\[^])*")|([{}[\],:])|([^\s"{}[\],:]+))/uy;

/** Null where the text begins with neither an object nor an array. */
export function readJsonOutline(text: string): JsonOutline | null {
  if (!/^\s*[[{]/u.test(text)) return null;
  const paths = new Set<string>();
  const values = new Map<string, string>();
  /** Path of each container that is open, and whether it is an array. */
  const open: { path: string; isArray: boolean }[] = [];
  let key: string | null = null;
  let expectsKey = false;
  token.lastIndex = 0;
  const pathOfValue = (): string => {
    const parent = open.at(-1);
    if (parent === undefined) return '';
    if (parent.isArray) return `${parent.path}[]`;
    return parent.path === '' ? (key ?? '') : `${parent.path}.${key ?? ''}`;
  };
  const note = (path: string): void => {
    if (open.length <= maxDepth) paths.add(path);
  };
  while (paths.size < maxPaths) {
    const match = token.exec(text);
    if (match === null) break;
    const [, quoted, mark, word] = match;
    if (mark === '{' || mark === '[') {
      const path = pathOfValue();
      if (path !== '') note(path);
      open.push({ path, isArray: mark === '[' });
      expectsKey = mark === '{';
    } else if (mark === '}' || mark === ']') {
      open.pop();
      if (open.length === 0) break;
      expectsKey = false;
    } else if (mark === ',') expectsKey = open.at(-1)?.isArray === false;
    else if (mark === ':') expectsKey = false;
    else if (expectsKey) key = quoted?.slice(1, -1) ?? null;
    else {
      const path = pathOfValue();
      note(path);
      if (!values.has(path)) values.set(path, quoted?.slice(1, -1) ?? word ?? '');
    }
  }
  return { paths, values };
}
