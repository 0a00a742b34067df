// How things stand: marks and badges, progress, and the three states of a screen without an answer.
import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  Info,
  OctagonX,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import type { ErrorData } from '../../shared/domain/errors.ts';
import { Button } from './Button.tsx';
import { Copyable } from './Copyable.tsx';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent';

const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  plain: Circle,
  good: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonX,
  accent: CircleDot,
};

interface StateMarkProps {
  tone: Tone;
  icon?: LucideIcon;
  /** The state in a word or two; never left to colour alone. */
  children: ReactNode;
}

export function StateMark({ tone, icon, children }: StateMarkProps) {
  const Icon = icon ?? toneIcons[tone];
  return (
    <span className={`state-mark ${tone}`}>
      <Icon aria-hidden />
      {children}
    </span>
  );
}

/** The three states of a phase. */
export const phaseMarks = {
  'not-started': { tone: 'plain', icon: CircleDashed, word: 'Not started' },
  'in-progress': { tone: 'accent', icon: CircleDot, word: 'In progress' },
  done: { tone: 'good', icon: CircleCheck, word: 'Done' },
} as const satisfies Record<string, { tone: Tone; icon: LucideIcon; word: string }>;

/** The four states of a guard rail. */
export const guardRailMarks = {
  ok: { tone: 'good', icon: CircleCheck, word: 'Holds' },
  warning: { tone: 'warn', icon: TriangleAlert, word: 'Warning' },
  violated: { tone: 'bad', icon: OctagonX, word: 'Violated' },
  'not-applicable': { tone: 'plain', icon: CircleDashed, word: 'Not yet' },
} as const satisfies Record<string, { tone: Tone; icon: LucideIcon; word: string }>;

interface BadgeProps {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}

export function Badge({ tone = 'plain', icon: Icon, children }: BadgeProps) {
  return (
    <span className={`badge ${tone}`}>
      {Icon && <Icon aria-hidden />}
      {children}
    </span>
  );
}

interface ProgressBarProps {
  label: string;
  /** From 0 to 1, or null while unknown. */
  share: number | null;
  /** Beside the label: what is done, how fast, how long to go. */
  detail?: ReactNode;
  /** Only the bar, where the label stands elsewhere. */
  bare?: boolean;
  tone?: 'accent' | 'good';
}

export function ProgressBar({ label, share, detail, bare = false, tone = 'accent' }: ProgressBarProps) {
  return (
    <AriaProgressBar
      aria-label={label}
      {...(share === null ? { isIndeterminate: true } : { value: share * 100 })}
      className="progress"
    >
      {!bare && (
        <span className="progress-line">
          <span className="truncate">{label}</span>
          <span className="muted">{detail}</span>
        </span>
      )}
      <span className="progress-track">
        <span
          className={`progress-fill ${share === null ? 'unknown' : tone}`}
          style={{ display: 'block', width: share === null ? '100%' : `${share * 100}%` }}
        />
      </span>
    </AriaProgressBar>
  );
}

export interface CommandLine {
  /** What it does, and where to run it. */
  title: string;
  command: string;
}

interface EmptyStateProps {
  title: string;
  /** What goes here and what it is good for. */
  children: ReactNode;
  /** To be run elsewhere, such as at the client's. */
  commands?: readonly CommandLine[];
  action?: ReactNode;
}

export function EmptyState({ title, children, commands, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      <div className="stack muted">{children}</div>
      {action && <div className="row">{action}</div>}
      {commands && commands.length > 0 && (
        <ul className="commands">
          {commands.map(({ title: what, command }) => (
            <li key={what}>
              <span className="dense">{what}</span>
              <Copyable text={command} label={`Copy the command: ${what}`} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ErrorStateProps {
  error: ErrorData;
  /** A button that does what the hint says. */
  action?: ReactNode;
  /** Asks again; shows a button for it. */
  onRetry?(): void;
}

const placeOf = ({ file, line, offset }: ErrorData): string =>
  [file, line === undefined ? null : `line ${line}`, offset === undefined ? null : `byte ${offset}`]
    .filter(Boolean)
    .join(', ');

/** What happened, where, and what to do about it. */
export function ErrorState({ error, action, onRetry }: ErrorStateProps) {
  const place = placeOf(error);
  return (
    <div className="error-state" role="alert">
      <CircleAlert aria-hidden />
      <div className="error-text">
        <p className="error-message">{error.message}</p>
        {place && <p className="error-place">{place}</p>}
        {error.hint && <p>{error.hint}</p>}
        {(action || onRetry) && (
          <div className="row">
            {onRetry && <Button onPress={onRetry}>Try again</Button>}
            {action}
          </div>
        )}
      </div>
    </div>
  );
}

interface NoticeProps {
  tone?: 'plain' | 'good' | 'warn' | 'bad';
  children: ReactNode;
}

/** A remark that belongs to what stands below it, such as a warning about the data. */
export function Notice({ tone = 'plain', children }: NoticeProps) {
  const Icon = tone === 'plain' ? Info : toneIcons[tone];
  return (
    <div className={`notice ${tone}`} role="note">
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  );
}

/** Keeps the layout while an answer is awaited: lines of text, or a block of a height in px. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {height === undefined ? (
        <div className="skeleton">
          {Array.from({ length: lines }, (_, line) => (
            <span key={line} />
          ))}
        </div>
      ) : (
        <div className="skeleton-block" style={{ height }} />
      )}
    </div>
  );
}

interface KeyFigureProps {
  label: string;
  value: ReactNode;
  /** The one figure of a screen. */
  headline?: boolean;
}

/** A figure with its name; several stand in `<dl className="key-figures">`. */
export function KeyFigure({ label, value, headline = false }: KeyFigureProps) {
  return (
    <div className={headline ? 'key-figure headline' : 'key-figure'}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
