import { FileText, ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { AssayError } from '../../../shared/domain/errors.ts';
import { formatBytes, formatQuantity } from '../../../shared/domain/format.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { topics } from '../../../shared/contract/jobs.ts';
import {
  attempt,
  call,
  hrefOf,
  navigate,
  reportShown,
  startJob,
  useAudit,
  useQuery,
} from '../../state/index.ts';
import {
  Button,
  Checkbox,
  Copyable,
  Dialog,
  ErrorState,
  Inspector,
  Notice,
  Screen,
  Skeleton,
  StateMark,
} from '../../ui/index.ts';
import { ReportFrame } from '../../evidence/index.ts';
import './report.css';

type Missing = Output<'report.preview'>['missing'];
type Built = Output<'report.build'>['files'];

/** The report tells of all but the journal's own entries. */
const everyTopic = topics.filter((topic) => topic !== 'journal');

const guidance = (
  <>
    <h3>What stands here</h3>
    <p>
      The report as it would be built now: the constraint, the decision, what was measured, and every figure
      with the evidence it rests on. It is one page that needs no script and nothing from outside.
    </p>
    <h3>Citing evidence</h3>
    <p>
      Write [E3] in any field or claim, and the report links it to evidence E3. What is missing is said in the
      report as well: nothing is left out silently.
    </p>
  </>
);

/** Where to go to supply what is missing. */
const placeFor: Readonly<Record<string, string>> = {
  Evidence: '/sources',
  Answer: '/phase/4',
  Scope: '/phase/1',
  'Success criteria': '/phase/1',
  Baseline: '/phase/2',
  'Before and after': '/phase/7',
  Findings: '/findings',
  Claims: '/findings',
  Hypotheses: '/phase/5',
  'Guard rails': '/overview',
  Deliverables: '/overview',
};

function MissingList({ missing }: { missing: Missing }) {
  const sections = [...Map.groupBy(missing, ({ section }) => section)];
  return (
    <section className="report-missing" aria-label="What is missing">
      <h2>What is missing</h2>
      <dl>
        {sections.map(([section, items]) => (
          <div key={section}>
            <dt>
              <a href={hrefOf(placeFor[section] ?? '/overview')}>{section}</a>
            </dt>
            {items.map(({ message }) => (
              <dd key={message}>{message}</dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}

const without = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set([...ids].filter((other) => other !== id));

/** Null where a report is in the folder already and the user keeps it. */
async function buildInto(out: string, formats: string[]): Promise<Built | null> {
  try {
    return (await startJob('report.build', { out, formats }).result).files;
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'file.exists') throw error;
  }
  const { mayReplace } = await call('shell.askToReplace', { path: out });
  if (!mayReplace) return null;
  return (await startJob('report.build', { out, formats, replace: true }).result).files;
}

interface BuildDialogProps {
  open: boolean;
  onClose(): void;
}

function BuildDialog({ open, onClose }: BuildDialogProps) {
  const offered = useQuery('report.forms', {}, []);
  const forms = offered.data?.forms ?? [];
  const [unwanted, setUnwanted] = useState<ReadonlySet<string>>(new Set());
  const formats = forms.map(({ id }) => id).filter((id) => !unwanted.has(id));
  const [built, setBuilt] = useState<Built | null>(null);
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    setBuilt(null);
    onClose();
  };
  const build = async (): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'report-folder' });
    const out = paths?.[0];
    if (out === undefined) return;
    setBusy(true);
    try {
      setBuilt(await buildInto(out, formats));
    } finally {
      setBusy(false);
    }
  };
  const [first] = built ?? [];
  return (
    <Dialog
      title="Build the report"
      open={open}
      onClose={close}
      actions={
        built ? (
          <>
            {first && (
              <Button onPress={() => void attempt(() => call('shell.reveal', { path: first.path }))}>
                Show in folder
              </Button>
            )}
            <Button variant="primary" onPress={close}>
              Done
            </Button>
          </>
        ) : (
          <Button
            variant="primary"
            isDisabled={busy || formats.length === 0}
            onPress={() => void attempt(build)}
          >
            Choose a folder and build
          </Button>
        )
      }
    >
      {built ? (
        <div className="stack">
          {built.map(({ path, bytes, sha256 }) => (
            <div key={path} className="stack-tight">
              <p>
                {path} <span className="muted">{formatBytes(bytes)}</span>
              </p>
              <Copyable text={sha256} label="Copy the SHA-256" />
            </div>
          ))}
        </div>
      ) : (
        <div className="stack">
          {offered.error && <ErrorState error={offered.error} />}
          {forms.map(({ id, title, extension }) => (
            <Checkbox
              key={id}
              isSelected={!unwanted.has(id)}
              onChange={(wanted) => setUnwanted(wanted ? without(unwanted, id) : new Set([...unwanted, id]))}
            >
              {title} (report.{extension})
            </Checkbox>
          ))}
          <Notice>
            An unsigned report can be changed by anyone. To hand one over, sign a bundle: the report is in it.
          </Notice>
        </div>
      )}
    </Dialog>
  );
}

export function ReportScreen() {
  const preview = useQuery('report.preview', {}, everyTopic, { keepPrevious: true });
  const [building, setBuilding] = useState(false);
  const { data, error } = preview;
  const auditId = useAudit(({ info }) => info?.auditId);
  const digest = data?.digest;
  useEffect(() => {
    if (auditId !== undefined && digest !== undefined) reportShown(auditId, digest);
  }, [auditId, digest]);
  return (
    <Screen
      question="What will the client read, and what will they look for in vain?"
      title="Report"
      answer={
        data &&
        (data.missing.length === 0 ? (
          <StateMark tone="good">The report holds all that the method asks for.</StateMark>
        ) : (
          `${formatQuantity(data.missing.length, 'thing is', 'things are')} missing from the report, and it says so.`
        ))
      }
      answerMissing={data !== null && data.missing.length > 0}
      actions={
        <>
          <Button icon={FileText} onPress={() => setBuilding(true)} isDisabled={!data}>
            Build report
          </Button>
          <Button
            variant="primary"
            icon={ShieldCheck}
            onPress={() => navigate('/signing')}
            isDisabled={!data}
          >
            Sign a bundle
          </Button>
        </>
      }
      fill
    >
      <Inspector guidance={guidance} />
      {error && <ErrorState error={error} onRetry={preview.reload} />}
      {!data && !error && <Skeleton lines={12} />}
      {data && (
        <div className="report-room">
          <div className={data.missing.length === 0 ? 'report-layout whole' : 'report-layout'} tabIndex={-1}>
            <ReportFrame digest={data.digest} />
            {data.missing.length > 0 && <MissingList missing={data.missing} />}
          </div>
        </div>
      )}
      <BuildDialog open={building} onClose={() => setBuilding(false)} />
    </Screen>
  );
}
