/** The facts a step or a deliverable can ask for; checks.ts says when each holds. Apart from them, because the phases name checks and checks read what the phases declare. */
export type CheckId =
  | 'metrics-imported'
  | 'traces-imported'
  | 'baseline-frozen'
  | 'constraint-claimed'
  | 'constraints-rated'
  | 'constraint-evidenced'
  | 'hypothesis-decided'
  | 'verdict-evidenced'
  | 'finding-written';
