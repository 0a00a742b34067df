import { Screen } from '../../ui/index.ts';

export function SigningScreen() {
  return (
    <Screen
      question="Can anyone check this report without us?"
      title="Sign &amp; verify"
      answer="This screen is not part of this version yet. What is imported stays in the audit and is read by the command line."
      answerMissing
    >
      {null}
    </Screen>
  );
}
