import { useEffect, useState } from 'react';
import { formatDurationMs } from '../../shared/domain/format.ts';
import { useAudit } from '../state/audit.ts';
import { call } from '../state/bridge.ts';
import { useEngine, type EngineState } from '../state/engineState.ts';
import { attempt } from '../state/toasts.ts';
import { Button, Notice } from '../ui/index.ts';

function Countdown({ untilMs }: { untilMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return seconds > 0
    ? `It is started again in ${formatDurationMs(seconds * 1000)}.`
    : 'It is being started again.';
}

const restart = (reopen: boolean): void => void attempt(() => call('shell.restartEngine', { reopen }));

/** The engine runs and does not answer. It is ended only when the user says so: it may be at work that takes long. */
function SilentEngine({ message }: { message: string }) {
  const hasAudit = useAudit(({ info }) => info !== null);
  return (
    <div className="row row-wrap">
      <span>
        {message} Wait for it, or end it: what was saved is intact, and a job that runs is lost. What was
        typed since is kept only if the audit is opened again.
      </span>
      <Button size="small" onPress={() => restart(true)}>
        {hasAudit ? 'End it and open the audit again' : 'End it and start it again'}
      </Button>
      {hasAudit && (
        <Button size="small" onPress={() => restart(false)}>
          End it and close the audit
        </Button>
      )}
    </div>
  );
}

function StoppedEngine({ state, message, retryAtMs }: EngineState) {
  const next =
    state === 'gave-up' ? (
      'It did not stay up when started again.'
    ) : retryAtMs === null ? (
      'It is being started again.'
    ) : (
      <Countdown key={retryAtMs} untilMs={retryAtMs} />
    );
  return (
    <div className="row row-wrap">
      <span>
        The engine stopped: {message} What was saved is intact; a job that ran has failed. {next}
      </span>
      {state === 'gave-up' && (
        <Button size="small" onPress={() => restart(true)}>
          Start it again
        </Button>
      )}
    </div>
  );
}

/** Says that the engine died or does not answer, that nothing saved is lost, and what can be done. */
export function EngineBanner() {
  const engine = useEngine();
  if (engine.state === 'up') return null;
  const isSilent = engine.state === 'silent';
  return (
    <div className="engine-banner" role="alert">
      <Notice tone={isSilent || engine.state === 'gave-up' ? 'bad' : 'warn'}>
        {isSilent ? <SilentEngine message={engine.message} /> : <StoppedEngine {...engine} />}
      </Notice>
    </div>
  );
}
