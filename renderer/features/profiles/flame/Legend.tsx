import { formatShare } from '../../../../shared/domain/format.ts';
import { noPackage } from './package-of.ts';

export interface PackageShare {
  name: string;
  /** Self weight over the total. */
  share: number;
  color: string;
}

interface LegendProps {
  packages: readonly PackageShare[];
  chosen: string | null;
  onChoose(name: string | null): void;
}

const shownPackages = 8;

/** Packages by self weight. Choosing one greys out all others. */
export function Legend({ packages, chosen, onChoose }: LegendProps) {
  const shown = packages.slice(0, shownPackages);
  const rest = packages.slice(shownPackages);
  const restShare = rest.reduce((sum, { share }) => sum + share, 0);
  return (
    <ul className="flame-legend" aria-label="Packages, by self weight; choose one to see it alone">
      {shown.map(({ name, share, color }) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={chosen === name}
            onClick={() => onChoose(chosen === name ? null : name)}
          >
            <span
              className={name === noPackage ? 'flame-swatch mixed' : 'flame-swatch'}
              style={{ background: name === noPackage ? undefined : color }}
              aria-hidden
            />
            <span className="truncate">{name}</span>
            <span className="muted">{formatShare(share)}</span>
          </button>
        </li>
      ))}
      {rest.length > 0 && (
        <li className="muted">
          {rest.length} more, {formatShare(restShare)}
        </li>
      )}
    </ul>
  );
}
