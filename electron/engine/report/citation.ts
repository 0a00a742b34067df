/** What evidence is called wherever it is cited; the page turns it into a link. */
export const citation = (id: number): string => `[E${id}]`;
