// What a place shows while no evidence of its kind is imported: what is wanted, how the client exports it, and what is
// read. Commands and titles are those of the formats.
import type { ReactNode } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import type { EvidenceKind } from '../../shared/contract/kinds.ts';
import { pickImports } from '../state/importPreview.ts';
import { hrefOf, useQuery } from '../state/index.ts';
import { Button, EmptyState, type CommandLine } from '../ui/index.ts';

type ReadFormat = Output<'source.formats'>['formats'][number];

/** The formats of these kinds, by kind; empty until the engine has answered. */
function useFormats(kinds: readonly EvidenceKind[]): ReadFormat[] {
  const formats = useQuery('source.formats', {}, []).data?.formats ?? [];
  return [...new Set(kinds.flatMap((kind) => formats.filter((format) => format.kinds.includes(kind))))];
}

const lineOf = ({ from, command }: ReadFormat['howToExport'][number]): CommandLine => ({
  title: from,
  command,
});

function ReadHere({ formats }: { formats: readonly ReadFormat[] }) {
  if (formats.length === 0) return null;
  return <p>Files that can be dropped on this window: {formats.map(({ title }) => title).join('; ')}.</p>;
}

interface NoEvidenceProps {
  kinds: readonly EvidenceKind[];
  title: string;
  /** What the way to import says, such as “Import traces”; without it there is none. */
  importWords?: string;
  /** What goes here, and what it is good for. */
  children: ReactNode;
}

/** Fills a screen. */
export function NoEvidence({ kinds, title, importWords, children }: NoEvidenceProps) {
  const formats = useFormats(kinds);
  return (
    <EmptyState
      title={title}
      commands={formats.flatMap(({ howToExport }) => howToExport.map(lineOf))}
      action={
        importWords && (
          <Button variant="primary" onPress={() => void pickImports()}>
            {importWords}
          </Button>
        )
      }
    >
      {children}
      <ReadHere formats={formats} />
    </EmptyState>
  );
}

/** Stands in a step of the method, in brief: one command of each format; the feature's own screen has them all. */
export function NoEvidenceInStep({ kinds, title, importWords, children }: Required<NoEvidenceProps>) {
  const formats = useFormats(kinds);
  return (
    <EmptyState
      title={title}
      commands={formats.flatMap(({ howToExport }) => howToExport.slice(0, 1).map(lineOf))}
      action={<a href={hrefOf('/sources')}>{importWords}</a>}
    >
      {children}
    </EmptyState>
  );
}
