import { usePlace, hrefOf } from '../state/router.ts';
import { Screen } from '../ui/index.ts';

export function UnknownScreen() {
  const { path } = usePlace();
  return (
    <Screen
      question="Where is this?"
      title="No such place"
      answer={`Nothing in this audit has the address ${path}.`}
      answerMissing
    >
      <p>
        <a href={hrefOf('/overview')}>Go to the overview</a>
      </p>
    </Screen>
  );
}
