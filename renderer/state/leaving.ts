// Leaving the open audit, for another or for none, while an import or a signing runs: the user is asked first.
import { create } from 'zustand';
import { closingQuestion, type ClosingQuestion } from '../../shared/contract/closing.ts';
import { useJobs } from './jobs.ts';

interface LeavingStore {
  asked: { question: ClosingQuestion; answer(leaves: boolean): void } | null;
}

export const useLeaving = create<LeavingStore>(() => ({ asked: null }));

/** Asks where leaving cuts something off; false when the user goes on, or is being asked already. */
export function mayLeaveAudit(): Promise<boolean> {
  const question = closingQuestion(useJobs.getState().running);
  if (question === null) return Promise.resolve(true);
  if (useLeaving.getState().asked !== null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const answer = (leaves: boolean): void => {
      useLeaving.setState({ asked: null });
      resolve(leaves);
    };
    useLeaving.setState({ asked: { question, answer } });
  });
}
