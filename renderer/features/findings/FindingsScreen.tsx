import { Screen } from '../../ui/index.ts';

export function FindingsScreen() {
  return (
    <Screen
      question="What do we claim, and on which evidence?"
      title="Findings"
      answer="This screen is not part of this version yet. What is imported stays in the audit and is read by the command line."
      answerMissing
    >
      {null}
    </Screen>
  );
}
