import type { JobProgress } from '../../../shared/contract/jobs.ts';
import { formatBytes } from '../../../shared/domain/format.ts';
import { attempt, cancelJob, shareDone } from '../../state/index.ts';
import { Button, ProgressBar } from '../../ui/index.ts';

interface JobProgressBarProps {
  jobId: string;
  progress: JobProgress | null;
}

export function JobProgressBar({ jobId, progress }: JobProgressBarProps) {
  const detail =
    progress && progress.unit === 'B' && progress.total > 0
      ? `${formatBytes(progress.done)} of ${formatBytes(progress.total)}`
      : undefined;
  return (
    <div className="row signing-progress">
      <ProgressBar
        label={progress?.phase ?? 'Starting'}
        share={progress ? shareDone(progress) : null}
        {...(detail !== undefined && { detail })}
      />
      <Button size="small" onPress={() => void attempt(() => cancelJob(jobId))}>
        Cancel
      </Button>
    </div>
  );
}
