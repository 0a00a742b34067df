import type { Source } from '../../../../shared/contract/sources.ts';
import { formatCount } from '../../../../shared/domain/format.ts';

interface Props {
  sources: readonly Pick<Source, 'id' | 'file' | 'rejectedCount'>[];
}

export function RejectedTable({ sources }: Props) {
  const partial = sources.filter(({ rejectedCount }) => rejectedCount > 0);
  if (partial.length === 0) return <p>Every line of every file was used.</p>;
  return (
    <ul>
      {partial.map(({ id, file, rejectedCount }) => (
        <li key={id}>
          {file}: {formatCount(rejectedCount)}
        </li>
      ))}
    </ul>
  );
}
