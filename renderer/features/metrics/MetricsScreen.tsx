import { Screen } from '../../ui/index.ts';

export function MetricsScreen() {
  return (
    <Screen
      question="How do the measured quantities behave over time, and in their tails?"
      title="Metrics"
      answer="This screen is not part of this version yet. What is imported stays in the audit and is read by the command line."
      answerMissing
    >
      {null}
    </Screen>
  );
}
