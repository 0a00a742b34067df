import { useMethodCheck } from '../../state/index.ts';
import { phaseMarks } from '../../ui/index.ts';

/** How far a phase is, for the end of its line in the rail; nothing until the engine has judged the method. */
export function PhaseProgress({ phase }: { phase: number }) {
  const status = useMethodCheck().data?.phases.find(({ id }) => id === phase);
  if (!status) return null;
  const { icon: Icon, tone, word } = phaseMarks[status.state];
  const share =
    status.state === 'in-progress' && status.required > 0
      ? `${Math.floor((100 * status.done) / status.required)} %`
      : null;
  return (
    <span className={`state-mark ${tone}`} title={word}>
      {share}
      <Icon role="img" aria-label={word} />
    </span>
  );
}
