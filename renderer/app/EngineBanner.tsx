import { useEffect, useState } from 'react';
import { formatDurationMs } from '../../shared/domain/format.ts';
import { call } from '../state/bridge.ts';
import { useEngine } from '../state/engineState.ts';
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

/** Says that the engine died, that nothing saved is lost, and when it is tried again. */
export function EngineBanner() {
  const { state, message, retryAtMs } = useEngine();
  if (state === 'up') return null;
  const next =
    state === 'gave-up' ? (
      'It did not stay up when started again.'
    ) : retryAtMs === null ? (
      'It is being started again.'
    ) : (
      <Countdown key={retryAtMs} untilMs={retryAtMs} />
    );
  return (
    <div className="engine-banner" role="alert">
      <Notice tone={state === 'gave-up' ? 'bad' : 'warn'}>
        <div className="row row-wrap">
          <span>
            The engine stopped: {message} What was saved is intact; a job that ran has failed. {next}
          </span>
          {state === 'gave-up' && (
            <Button size="small" onPress={() => void attempt(() => call('shell.restartEngine', {}))}>
              Start it again
            </Button>
          )}
        </div>
      </Notice>
    </div>
  );
}
