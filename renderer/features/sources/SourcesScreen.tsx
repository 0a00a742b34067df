import { Screen } from '../../ui/index.ts';

export function SourcesScreen() {
  return (
    <Screen
      question="…"
      title="Sources"
      answer="This screen is not part of this version yet. What is imported stays in the audit and is read by the command line."
      answerMissing
    >
      {null}
    </Screen>
  );
}
