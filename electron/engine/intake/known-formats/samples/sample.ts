// Beginnings of files as their tools write them, under the name that each must be given. Where a tool was at hand they
// are cut from what it wrote; the rest follow the tools' documentation.

export type Samples = Readonly<Record<string, readonly (string | Uint8Array)[]>>;

export const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
export const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
export const jsonLines = (...documents: unknown[]): string => documents.map((one) => `${JSON.stringify(one)}\n`).join('');
