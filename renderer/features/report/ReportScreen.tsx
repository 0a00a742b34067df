import { Screen } from '../../ui/index.ts';

export function ReportScreen() {
  return (
    <Screen
      question="What will the client read?"
      title="Report"
      answer="This screen is not part of this version yet. What is imported stays in the audit and is read by the command line."
      answerMissing
    >
      {null}
    </Screen>
  );
}
