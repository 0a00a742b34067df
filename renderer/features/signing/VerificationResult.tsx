import { OctagonX, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Verification } from '../../../shared/contract/bundle.ts';
import { figuresText, verdictOf } from '../../../shared/contract/verdict.ts';
import { formatQuantity, formatTime } from '../../../shared/domain/format.ts';
import { useTimeZone } from '../../state/index.ts';
import { Copyable, Notice, Section, StateMark } from '../../ui/index.ts';

type Recomputed = NonNullable<Verification['recomputed']>;

/** Figures of another version are told above, and are no fault where this build knows what changed. */
const cameOutAlike = ({ claims, differing, documents, baselines, otherVersion }: Recomputed): boolean =>
  claims > 0 &&
  differing.length + documents.differing.length + baselines.differing.length === 0 &&
  otherVersion.every(({ known }) => known);

/** What became of the report when it was built again. */
const reportOutcomes: Readonly<Record<Recomputed['report']['state'], string>> = {
  same: 'Built again from the evidence, it came out the same, byte for byte.',
  differing: 'Built again from the evidence, it came out different.',
  'other-version': 'Made by another version of Assay; see above.',
};

const reportOk = { same: true, differing: false, 'other-version': null } as const;

const verdictIcons = { good: ShieldCheck, warn: ShieldAlert, bad: OctagonX } as const;

/** The verdict first, then what it rests on. */
export function VerificationResult({ result }: { result: Verification }) {
  const timeZone = useTimeZone();
  const { tone, sentence } = verdictOf(result);
  const Icon = verdictIcons[tone];
  const { bundle, files, journal, recomputed, problems, notes } = result;
  return (
    <div className="stack">
      <div className={`verdict ${tone}`} role="status">
        <Icon aria-hidden />
        <p>{sentence}</p>
      </div>
      {notes.map((note) => (
        <Notice key={note} tone="warn">
          {note}
        </Notice>
      ))}
      {problems.length > 0 && (
        <Section title="What is wrong">
          <ul className="signing-list">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Section>
      )}
      <dl className="signing-checks">
        <Check title="Signature" ok={result.signatures.length > 0 && result.signatures.every(({ ok }) => ok)}>
          {result.signatures.length === 0 && 'There is none.'}
          {result.signatures.map(({ role, identity, keyFingerprint, reason }) => (
            <div key={role} className="stack-tight">
              <p>
                {identity || 'Nobody named'} ({role})
              </p>
              {reason !== undefined && <p className="bad-text">{reason}</p>}
              {keyFingerprint !== '' && <Copyable text={keyFingerprint} label="Copy the fingerprint" />}
            </div>
          ))}
        </Check>
        <Check title="Files" ok={files.missing.length + files.altered.length + files.extra.length === 0}>
          <p>{formatQuantity(files.checked, 'file')} checked against the signed manifest.</p>
          <Names title="Altered" names={files.altered} />
          <Names title="Missing" names={files.missing} />
          <Names title="Not in the manifest" names={files.extra} />
        </Check>
        <Check title="Journal" ok={journal.ok}>
          {formatQuantity(journal.entries, 'entry', 'entries')}
          {journal.firstBroken === null ? '.' : `; the chain breaks at entry ${journal.firstBroken}.`}
        </Check>
        <Check title="Figures" ok={recomputed && cameOutAlike(recomputed)}>
          <p>{figuresText(result)}</p>
          {recomputed === null
            ? 'Not computed again.'
            : `${recomputed.matched} of ${recomputed.claims} came out as they are in the bundle.`}
          {recomputed && (
            <Names
              title="Different"
              names={[
                ...recomputed.differing.map(({ id, title, reason }) => `E${id}. ${title}: ${reason}`),
                ...recomputed.documents.differing,
                ...recomputed.baselines.differing.map(({ name, reason }) => `Baseline ${name}: ${reason}`),
              ]}
            />
          )}
        </Check>
        {recomputed && (
          <Check title="Report" ok={reportOk[recomputed.report.state]}>
            <p>{reportOutcomes[recomputed.report.state]}</p>
            <Names title="Different" names={recomputed.report.differing} />
          </Check>
        )}
        {bundle && (
          <Check title="Bundle" ok={null}>
            <p>
              {bundle.name}
              {bundle.client && `, for ${bundle.client}`}
              {bundle.auditor && `, by ${bundle.auditor}`}
            </p>
            <p className="muted">
              Signed {formatTime(bundle.createdAt, timeZone, 'minute')} {timeZone}, with{' '}
              {formatQuantity(bundle.sources, 'raw file')}
            </p>
          </Check>
        )}
      </dl>
    </div>
  );
}

interface CheckProps {
  title: string;
  /** Null where nothing was judged. */
  ok: boolean | null;
  children: ReactNode;
}

function Check({ title, ok, children }: CheckProps) {
  return (
    <div className="signing-check">
      <dt>
        <span>{title}</span>
        {ok !== null && <StateMark tone={ok ? 'good' : 'bad'}>{ok ? 'Holds' : 'Does not hold'}</StateMark>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <p className="bad-text">{title}:</p>
      <ul className="signing-list">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}
