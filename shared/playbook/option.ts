/** One of a fixed list of answers. */
export interface Option {
  id: string;
  label: string;
  help?: string;
}
