// Names of one kind begin alike and differ at their end, which an ellipsis at the end would hide.

/** Shorter names are left whole. */
const leastSplit = 24;
const tailLength = 12;
/** What is read from the right or joins its letters is not taken apart. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/u.test(text);

/** A name in one line, shortened in its middle where the room ends; the whole is its tooltip. */
export function LongName({ text }: { text: string }) {
  if (text.length < leastSplit || !isPlain(text)) {
    return (
      <bdi className="truncate" title={text}>
        {text}
      </bdi>
    );
  }
  return (
    <span className="long-name" title={text}>
      <span className="visually-hidden">{text}</span>
      <span className="truncate" aria-hidden>
        {text.slice(0, -tailLength)}
      </span>
      <span aria-hidden>{text.slice(-tailLength)}</span>
    </span>
  );
}
