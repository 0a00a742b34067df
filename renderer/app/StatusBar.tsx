import {
  Circle,
  CircleAlert,
  LoaderCircle,
  PanelRight,
  Save,
  ShieldAlert,
  ShieldCheck,
  WifiOff,
  X,
} from 'lucide-react';
import { formatClock, formatQuantity } from '../../shared/domain/format.ts';
import type { JobProgress } from '../../shared/contract/jobs.ts';
import { useAudit } from '../state/audit.ts';
import { useMethodCheck } from '../state/check.ts';
import { useEngine, type EngineState } from '../state/engineState.ts';
import { cancelJob, describeJob, shareDone, useJobs } from '../state/jobs.ts';
import { hrefOf } from '../state/router.ts';
import { attempt } from '../state/toasts.ts';
import { IconButton, ProgressBar, StateMark, type Tone } from '../ui/index.ts';
import { commandOf } from './commands.ts';

/** This computer's own zone: when something was saved is a fact of the desk, not of the audit. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function RunningJob({ job, others }: { job: JobProgress; others: number }) {
  return (
    <div className="status-job">
      <LoaderCircle aria-hidden />
      <span className="truncate">
        {job.phase} {job.label}
      </span>
      <span className="status-bar-progress">
        <ProgressBar label={`${job.phase} ${job.label}`} share={shareDone(job)} bare />
      </span>
      <span className="muted">{describeJob(job)}</span>
      {others > 0 && <span className="muted">and {others} more</span>}
      <IconButton
        size="small"
        icon={X}
        label={`Cancel ${job.label}`}
        onPress={() => void attempt(() => cancelJob(job.jobId))}
      />
    </div>
  );
}

const engineWords: Readonly<Record<EngineState['state'], { tone: Tone; word: string }>> = {
  up: { tone: 'plain', word: 'Engine ready' },
  down: { tone: 'bad', word: 'Engine stopped' },
  restarting: { tone: 'warn', word: 'Engine restarting' },
  'gave-up': { tone: 'bad', word: 'Engine stopped' },
  silent: { tone: 'bad', word: 'Engine does not answer' },
};

function GuardRails() {
  const { data } = useMethodCheck();
  if (!data) return null;
  const raised = data.guardRails.filter(({ state }) => state === 'warning' || state === 'violated').length;
  return (
    <a href={hrefOf('/overview')} className="status-link">
      {raised === 0 ? (
        <StateMark tone="plain" icon={ShieldCheck}>
          No guard rail raised
        </StateMark>
      ) : (
        <StateMark tone="warn" icon={ShieldAlert}>
          {formatQuantity(raised, 'guard rail')} raised
        </StateMark>
      )}
    </a>
  );
}

const inspector = commandOf('view.inspector');

export function StatusBar() {
  const { info, savedAtMs } = useAudit();
  const running = useJobs((jobs) => jobs.running);
  const engine = useEngine((state) => state.state);
  const [job] = running;
  const { tone, word } = engineWords[engine];
  return (
    <footer className="status-bar">
      {info && (
        <span className="status-item">
          <Save aria-hidden />
          {savedAtMs === null ? 'Saved' : `Saved ${formatClock(savedAtMs, ownZone)}`}
        </span>
      )}
      {job && <RunningJob job={job} others={running.length - 1} />}
      <span className="spacer" />
      {info && <GuardRails />}
      <StateMark tone={tone} icon={engine === 'up' ? Circle : CircleAlert}>
        {word}
      </StateMark>
      <span className="status-item" title="Assay uses no network, ever.">
        <WifiOff aria-hidden />
        Offline
      </span>
      {info && (
        <IconButton
          size="small"
          icon={PanelRight}
          label={inspector.title}
          shortcut={inspector.keys}
          onPress={inspector.run}
        />
      )}
    </footer>
  );
}
