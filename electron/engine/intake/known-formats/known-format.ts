// A format that Assay knows by name and does not read: its refusal says what the file is and what to export instead.
import type { Head } from './head.ts';

export interface KnownFormat {
  /** With its article, to stand behind “The file holds”. */
  name: string;
  /** Evidence that is not read yet, or something that is no evidence at all. */
  reading: 'not-yet' | 'never';
  /** One or two sentences: how to get a file that is read, or what to do with this one. */
  instead: string;
  /** Told by bytes alone. Must be sure: a file called by a wrong name misleads more than one without a name. */
  recognise(head: Head): boolean;
}

type Recogniser = KnownFormat['recognise'];

/** The file begins with these bytes, given in hexadecimal, at `offset`. */
export const magic = (hex: string, offset = 0): Recogniser => {
  const wanted = Buffer.from(hex, 'hex');
  return ({ bytes }) => wanted.every((byte, index) => bytes[offset + index] === byte);
};

/** The first line that is not blank. */
export const firstLine =
  (pattern: RegExp): Recogniser =>
  (head) =>
    pattern.test(head.lines()[0] ?? '');

/** At least `count` of the first lines, and at least `share` of them. */
export const lines =
  (pattern: RegExp, share: number, count = 1): Recogniser =>
  (head) => {
    const all = head.lines();
    const fitting = all.filter((line) => pattern.test(line)).length;
    return fitting >= count && fitting >= all.length * share;
  };

/** One of the first lines at least. */
export const someLine = (pattern: RegExp): Recogniser => lines(pattern, 0);

/** The JSON document has every one of these members. */
export const members =
  (...paths: string[]): Recogniser =>
  (head) => {
    const outline = head.json();
    return outline !== null && paths.every((path) => outline.paths.has(path));
  };

/** The JSON document has a text or number at `path` that fits. */
export const member =
  (path: string, pattern: RegExp): Recogniser =>
  (head) =>
    pattern.test(head.json()?.values.get(path) ?? '');

export const any =
  (...recognisers: Recogniser[]): Recogniser =>
  (head) =>
    recognisers.some((recognise) => recognise(head));

export const all =
  (...recognisers: Recogniser[]): Recogniser =>
  (head) =>
    recognisers.every((recognise) => recognise(head));

export const not =
  (recognise: Recogniser): Recogniser =>
  (head) =>
    !recognise(head);

/** The words all stand somewhere in the head. */
export const words =
  (...wanted: string[]): Recogniser =>
  (head) =>
    wanted.every((word) => head.text().includes(word));

const known =
  (reading: KnownFormat['reading']) =>
  (name: string, recognise: Recogniser, instead: string): KnownFormat => ({
    name,
    reading,
    instead,
    recognise,
  });

export const notYet = known('not-yet');
export const never = known('never');
