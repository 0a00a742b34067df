/** Options as `name=value` lines; null when a line is none. Blank lines are passed over; a value may hold `=`. */
export function parseOptions(text: string): Record<string, string> | null {
  const options: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(0, at)).trim();
    if (name === '') return null;
    options[name] = line.slice(at + 1).trim();
  }
  return options;
}
