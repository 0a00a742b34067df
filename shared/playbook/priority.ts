// The priority matrix: where a constraint or a fix stands in line, from its impact, effort and risk.
export type Level = 'high' | 'medium' | 'low';
export const levels: readonly Level[] = ['high', 'medium', 'low'];

export type Priority = 'fix-now' | 'plan-next' | 'roadmap' | 'defer';

export const priorities: Readonly<Record<Priority, { label: string; meaning: string }>> = {
  'fix-now': { label: 'Fix now', meaning: 'Large impact, little effort, little risk.' },
  'plan-next': { label: 'Plan next', meaning: 'Worth the next round of work, with its risks dealt with.' },
  roadmap: { label: 'Roadmap', meaning: 'Worth having, but too large or too risky to start at once.' },
  defer: { label: 'Defer', meaning: 'Not worth the effort now.' },
};
const order: readonly Priority[] = ['fix-now', 'plan-next', 'roadmap', 'defer'];

export interface Rating {
  impact: Level | null;
  effort: Level | null;
  risk: Level | null;
}

/**
 * High impact at low effort and low risk is fixed now, at up to medium effort and risk it is planned next, and at
 * high effort or high risk it goes to the roadmap. Medium impact stands one place further back. Low impact is
 * deferred. Null while a rating is missing.
 */
export function priorityOf({ impact, effort, risk }: Rating): Priority | null {
  if (impact === null || effort === null || risk === null) return null;
  if (impact === 'low') return 'defer';
  const easy = effort === 'low' && risk === 'low';
  const hard = effort === 'high' || risk === 'high';
  if (impact === 'high') return easy ? 'fix-now' : hard ? 'roadmap' : 'plan-next';
  return easy ? 'plan-next' : hard ? 'defer' : 'roadmap';
}

const weight = (level: Level | null): number => (level === null ? levels.length : levels.indexOf(level));

/** Sorts what comes first to the front: by priority, then more impact, less effort, less risk; unrated last. */
export function byPriority(a: Rating, b: Rating): number {
  const rank = (rating: Rating): number => {
    const priority = priorityOf(rating);
    return priority === null ? order.length : order.indexOf(priority);
  };
  return (
    rank(a) - rank(b) ||
    weight(a.impact) - weight(b.impact) ||
    weight(b.effort) - weight(a.effort) ||
    weight(b.risk) - weight(a.risk)
  );
}
