import { useLeaving } from '../state/leaving.ts';
import { Button, Dialog } from '../ui/index.ts';

/** Asks before an import or a signing is cut off by leaving the audit. */
export function LeavingDialog() {
  const asked = useLeaving((leaving) => leaving.asked);
  if (asked === null) return null;
  const { question, answer } = asked;
  return (
    <Dialog
      title={question.message}
      open
      onClose={() => answer(false)}
      actions={
        <>
          <Button onPress={() => answer(true)}>{question.close}</Button>
          <Button variant="primary" autoFocus onPress={() => answer(false)}>
            {question.goOn}
          </Button>
        </>
      }
    >
      <p>{question.detail}</p>
    </Dialog>
  );
}
