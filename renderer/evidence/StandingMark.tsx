import { Calculator, Gavel, Quote, type LucideIcon } from 'lucide-react';
import type { FigureBasis } from '../../shared/playbook/verdict-shapes.ts';
import { hrefOf } from '../state/index.ts';
import './standing.css';

type Standing = FigureBasis | { standing: 'judged' };

const icons: Readonly<Record<Standing['standing'], LucideIcon>> = {
  computed: Calculator,
  stated: Quote,
  judged: Gavel,
};

/** Whether what stands before it was computed, and by which evidence, or a person stated or judged it. */
export function StandingMark({ of }: { of: Standing }) {
  const Icon = icons[of.standing];
  return (
    <span className="standing-mark">
      <Icon aria-hidden />
      {of.standing === 'computed' ? (
        <a href={hrefOf(`/findings?evidence=${of.evidenceId}`)}>computed E{of.evidenceId}</a>
      ) : (
        of.standing
      )}
    </span>
  );
}
