// How the files of the graph were read, and the files that wait to be told.
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { importAs, useImports, type ImportItem } from '../../state/imports.ts';
import { useAudit, useQuery, useSources } from '../../state/index.ts';
import { Button, Dialog, Notice } from '../../ui/index.ts';
import {
  isUnconfirmed,
  knownPathOf,
  offeredBy,
  readTheOtherWayRound,
  turnedWordsOf,
  wordsOf,
  type ReadSource,
} from './direction.ts';

/** The files whose direction nobody has confirmed. */
export const useUnconfirmed = (): ImportItem[] => useImports(({ items }) => items).filter(isUnconfirmed);

/** Each with its proposal and the ways to read it. */
export function Unconfirmed({ files }: { files: readonly ImportItem[] }) {
  return files.map((item) => <Question key={item.id} item={item} />);
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function Question({ item }: { item: ImportItem }) {
  if (item.progress.state !== 'failed') return null;
  const read = (option: string): void =>
    importAs(item.id, { ...item.reading, options: { ...item.reading.options, direction: option } });
  // Where the names tell nothing, neither is offered before the other.
  const isProposed = item.progress.error.hint?.startsWith('Confirm') === true;
  return (
    <Notice tone="warn">
      <div className="stack-tight">
        <p>
          <strong>{item.fileName}</strong>: {item.progress.error.message}
        </p>
        <div className="row">
          {offeredBy(item).map(({ option, words }, index) => (
            <Button
              key={option}
              variant={isProposed && index === 0 ? 'primary' : 'plain'}
              onPress={() => read(option)}
            >
              {sentence(words)}
            </Button>
          ))}
        </div>
      </div>
    </Notice>
  );
}

/** Each imported topology with its direction, and the way to turn it. */
export function Readings() {
  const read = useQuery('topology.sources', {}, ['topology']).data?.sources ?? [];
  return (
    <ul className="topology-readings">
      {read.map((source) => (
        <Reading key={source.sourceId} source={source} />
      ))}
    </ul>
  );
}

function Reading({ source }: { source: ReadSource }) {
  const [asks, setAsks] = useState(false);
  const readOnly = useAudit(({ info }) => info?.readOnly ?? false);
  const imported = useSources().data?.sources.find(({ id }) => id === source.sourceId);
  if (!imported) return null;
  const turn = (): void => {
    setAsks(false);
    void readTheOtherWayRound(source, imported.options);
  };
  return (
    <li className="dense">
      <span>
        {imported.file}: {wordsOf(source)}
      </span>
      <Button size="small" icon={ArrowLeftRight} isDisabled={readOnly} onPress={() => setAsks(true)}>
        Read the other way round
      </Button>
      <Dialog
        title={`Read ${imported.file} the other way round`}
        open={asks}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button onPress={() => setAsks(false)}>Cancel</Button>
            <Button variant="primary" onPress={turn}>
              {sentence(turnedWordsOf(source))}
            </Button>
          </>
        }
      >
        <p>
          The file is set aside and imported again so that {turnedWordsOf(source)}.
          {knownPathOf(source.sourceId) === undefined && ' You will be asked for the file.'}
        </p>
        <p className="muted">It is refused while evidence rests on the file.</p>
      </Dialog>
    </li>
  );
}
