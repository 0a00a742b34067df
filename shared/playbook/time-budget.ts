// How long the parts of an audit take, in hours, and which phases each part covers.
export interface BudgetPart {
  id: string;
  label: string;
  hours: readonly [number, number];
  phases: readonly number[];
}

export const timeBudget: readonly BudgetPart[] = [
  { id: 'assessment', label: 'First assessment', hours: [4, 8], phases: [0, 1] },
  { id: 'baseline', label: 'Baseline', hours: [2, 4], phases: [2] },
  { id: 'analysis', label: 'Analysis in depth', hours: [8, 16], phases: [3, 4] },
  { id: 'validation', label: 'Validation', hours: [4, 8], phases: [5] },
  { id: 'documentation', label: 'Documentation', hours: [2, 4], phases: [7] },
];
