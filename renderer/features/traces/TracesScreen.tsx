import { Screen } from '../../ui/index.ts';

export function TracesScreen() {
  return (
    <Screen
      question="Where does the time of a request go?"
      title="Traces"
      answer="This screen is not part of this version yet. What is imported stays in the audit and is read by the command line."
      answerMissing
    >
      {null}
    </Screen>
  );
}
