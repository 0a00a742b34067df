// Before several files, an archive or a folder are imported: what each would become, and which to take.
import { useMemo } from 'react';
import { formatBytes, formatCount, formatQuantity } from '../../../shared/domain/format.ts';
import {
  canImport,
  choose,
  chooseFormat,
  dismissPreview,
  importChosen,
  readyRows,
  useImportPreview,
  type ImportPreview as Preview,
  type PreviewRow,
} from '../../state/importPreview.ts';
import { fileNameOf } from '../../state/imports.ts';
import { shareDone, useJobs } from '../../state/jobs.ts';
import { useQuery } from '../../state/query.ts';
import { attempt } from '../../state/toasts.ts';
import { Button, Checkbox, DataTable, Dialog, ProgressBar, Select, type DataColumn } from '../../ui/index.ts';

type Choosing = Extract<Preview, { state: 'choosing' }>;

const nameOf = ({ file, member }: PreviewRow): string => member ?? fileNameOf(file);
const rowKey = ({ key }: PreviewRow): string => key;
const dismiss = (): void => void attempt(dismissPreview);

function FileCell({ row, chosen }: { row: PreviewRow; chosen: ReadonlySet<string> }) {
  const name = (
    <span className="preview-name">
      <span className="truncate" title={nameOf(row)}>
        {nameOf(row)}
      </span>
      {row.container !== null && <span className="truncate dense muted">in {row.container}</span>}
    </span>
  );
  return (
    <Checkbox
      isSelected={chosen.has(row.key)}
      isDisabled={!canImport(row)}
      onChange={(isChosen) => choose([row.key], isChosen)}
    >
      {name}
    </Checkbox>
  );
}

interface BecomesProps {
  row: PreviewRow;
  formats: Choosing['formats'];
  titleOf(format: string): string;
}

function BecomesCell({ row, formats, titleOf }: BecomesProps) {
  if (row.tied.length > 0) {
    return (
      <Select
        label={`Format of ${nameOf(row)}`}
        labelHidden
        placeholder="Which is it?"
        options={row.tied.map((id) => ({ id, label: titleOf(id) }))}
        value={formats.get(row.key) ?? null}
        onChange={(format) => chooseFormat(row.key, format)}
      />
    );
  }
  if (row.format !== null) return titleOf(row.format);
  return (
    <span className="muted" title={[row.reason, row.hint].filter(Boolean).join(' ')}>
      Left: {row.reason}
    </span>
  );
}

const columnsOf = (
  chosen: Choosing['chosen'],
  formats: Choosing['formats'],
  titleOf: BecomesProps['titleOf'],
): readonly DataColumn<PreviewRow>[] => [
  {
    id: 'file',
    header: 'File',
    value: nameOf,
    cell: (row) => <FileCell row={row} chosen={chosen} />,
    minWidth: 220,
  },
  {
    id: 'bytes',
    header: 'Size',
    value: (row) => row.bytes,
    cell: (row) => (row.bytes === null ? '–' : formatBytes(row.bytes)),
    numeric: true,
    width: 84,
  },
  {
    id: 'becomes',
    header: 'Becomes',
    value: (row) => row.format ?? row.reason,
    cell: (row) => <BecomesCell row={row} formats={formats} titleOf={titleOf} />,
    minWidth: 280,
  },
];

function Chooser({ preview }: { preview: Choosing }) {
  const { rows, hidden, chosen, formats } = preview;
  const known = useQuery('source.formats', {}, []).data?.formats;
  const columns = useMemo(() => {
    const titleOf = (format: string): string => known?.find(({ id }) => id === format)?.title ?? format;
    return columnsOf(chosen, formats, titleOf);
  }, [known, chosen, formats]);
  const possible = rows.filter(canImport);
  const keys = possible.map(rowKey);
  const count = readyRows(preview).length;
  const leftCount = rows.length - possible.length;
  return (
    <Dialog
      title="What to import"
      open
      onClose={dismiss}
      wide
      actions={
        <>
          <Button onPress={dismiss}>Cancel</Button>
          <Button variant="primary" isDisabled={count === 0} onPress={importChosen}>
            Import {formatQuantity(count, 'file')}
          </Button>
        </>
      }
    >
      <p>
        {formatCount(possible.length)} of {formatQuantity(rows.length, 'file')} can be imported
        {leftCount > 0 && `; ${formatCount(leftCount)} would be left, with the reason beside each`}.
        {hidden > 0 && ` ${formatQuantity(hidden, 'hidden file')} not shown.`}
      </p>
      <DataTable
        label="Files to import"
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        filterLabel={rows.length > 20 ? 'Filter files' : ''}
        tools={
          possible.length > 1 && (
            <Checkbox
              isSelected={chosen.size === possible.length}
              isIndeterminate={chosen.size > 0 && chosen.size < possible.length}
              onChange={(isChosen) => choose(keys, isChosen)}
            >
              All that can be imported
            </Checkbox>
          )
        }
        maxRows={8}
        twoLines
      />
    </Dialog>
  );
}

/** Shown once there is something to wait for: a file by itself is looked at faster than a dialog appears. */
function Looking({ preview }: { preview: Extract<Preview, { state: 'looking' }> }) {
  const job = useJobs(({ running }) => running.find(({ jobId }) => jobId === preview.jobId));
  if (preview.paths.length === 1 && job?.phase !== 'Looking') return null;
  const [first = ''] = preview.paths;
  const what = preview.paths.length === 1 ? fileNameOf(first) : formatQuantity(preview.paths.length, 'file');
  return (
    <Dialog
      title="What to import"
      open
      onClose={dismiss}
      wide
      actions={<Button onPress={dismiss}>Cancel</Button>}
    >
      <ProgressBar label={`Looking into ${what}`} share={job ? shareDone(job) : null} />
    </Dialog>
  );
}

export function ImportPreview() {
  const preview = useImportPreview((store) => store.preview);
  if (preview === null) return null;
  return preview.state === 'looking' ? <Looking preview={preview} /> : <Chooser preview={preview} />;
}
