import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useEffect, useRef } from 'react';
import type { ErrorData } from '../../shared/domain/errors.ts';
import { countFilled, useInspector, type InspectorPanel } from '../state/inspector.ts';
import { ErrorState } from './states.tsx';

interface ScreenProps {
  /** The question the screen answers, in one sentence. */
  question: string;
  title: string;
  /** The answer, or what is missing for one. */
  answer?: ReactNode;
  /** Says that `answer` tells what is missing. */
  answerMissing?: boolean;
  actions?: ReactNode;
  /** The body does not scroll as a whole: what fills it does. */
  fill?: boolean;
  children: ReactNode;
}

/** The frame of every screen: question, title, answer, actions, then the work. */
export function Screen(props: ScreenProps) {
  const { question, title, answer, answerMissing = false, actions, fill = false, children } = props;
  const body = useRef<HTMLDivElement>(null);
  // Keys go on from the new place, not from the top of the window; what took the focus itself keeps it.
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section className="screen" aria-labelledby="screen-title">
      <header className="screen-head">
        <div className="screen-words">
          <p className="screen-question">{question}</p>
          <h1 className="screen-title" id="screen-title">
            {title}
          </h1>
          {answer !== undefined && (
            <div className={answerMissing ? 'screen-answer missing' : 'screen-answer'}>{answer}</div>
          )}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </header>
      <div ref={body} className={fill ? 'screen-body fill' : 'screen-body'} tabIndex={-1}>
        {children}
      </div>
    </section>
  );
}

interface PendingScreenProps extends Pick<ScreenProps, 'question' | 'title' | 'actions'> {
  error: ErrorData | null;
  onRetry?(): void;
  /** What keeps the layout while the answer is awaited. */
  children: ReactNode;
}

/** A screen without an answer yet: what went wrong, or what stands there meanwhile. */
export function PendingScreen({ error, onRetry, children, ...words }: PendingScreenProps) {
  return (
    <Screen {...words}>
      {error ? <ErrorState error={error} {...(onRetry && { onRetry })} /> : children}
    </Screen>
  );
}

interface SectionProps {
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="section" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

function Panel({ panel, children }: { panel: InspectorPanel; children: ReactNode }) {
  const host = useInspector(({ hosts }) => hosts[panel]);
  useEffect(() => {
    countFilled(panel, 1);
    return () => countFilled(panel, -1);
  }, [panel]);
  return host ? createPortal(children, host) : null;
}

interface InspectorProps {
  /** What to do here, why, and done when. */
  guidance?: ReactNode;
  /** What is pinned for this place; without it the inspector lists all pinned evidence. */
  evidence?: ReactNode;
  notes?: ReactNode;
}

/** Fills the inspector beside the work while the screen that renders it is shown. */
export function Inspector({ guidance, evidence, notes }: InspectorProps) {
  return (
    <>
      {guidance && <Panel panel="guidance">{guidance}</Panel>}
      {evidence && <Panel panel="evidence">{evidence}</Panel>}
      {notes && <Panel panel="notes">{notes}</Panel>}
    </>
  );
}
