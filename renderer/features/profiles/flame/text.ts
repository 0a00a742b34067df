/** Width in px of one character. */
export type TextMeasure = (character: string) => number;

/** Measures each character once. Sums run a little wide, as kerning is left out: a name never leaves its box. */
export function createMeasure(context: CanvasRenderingContext2D, font: string): TextMeasure {
  const widths = new Map<string, number>();
  return (character) => {
    const known = widths.get(character);
    if (known !== undefined) return known;
    context.font = font;
    const { width } = context.measureText(character);
    widths.set(character, width);
    return width;
  };
}

/** As much of the text as fits, with an ellipsis when some is left out; nothing when not even three characters fit. */
export function fitText(text: string, room: number, measure: TextMeasure): string {
  let used = 0;
  let cut = 0;
  let kept = 0;
  let index = 0;
  const forEllipsis = measure('…');
  for (const character of text) {
    used += measure(character);
    if (used + forEllipsis <= room) {
      cut = index + character.length;
      kept += 1;
    }
    if (used > room) return kept < 3 ? '' : `${text.slice(0, cut)}…`;
    index += character.length;
  }
  return text;
}
