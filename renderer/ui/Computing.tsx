import type { JobProgress } from '../../shared/contract/jobs.ts';
import { formatCount } from '../../shared/domain/format.ts';
import { cancelJob, shareDone } from '../state/jobs.ts';
import { attempt } from '../state/toasts.ts';
import { Button } from './Button.tsx';
import { ProgressBar } from './states.tsx';

/** How an analysis gets on that takes long, with a way to end it; nothing while there is nothing to tell. */
export function Computing({ progress }: { progress: JobProgress | null }) {
  if (progress === null) return null;
  const { jobId, phase, done, total, unit } = progress;
  return (
    <div className="row computing">
      <ProgressBar
        label={phase}
        share={shareDone(progress)}
        {...(total > 0 && { detail: `${formatCount(done)} of ${formatCount(total)} ${unit}` })}
      />
      <Button size="small" onPress={() => void attempt(() => cancelJob(jobId))}>
        Cancel
      </Button>
    </div>
  );
}
