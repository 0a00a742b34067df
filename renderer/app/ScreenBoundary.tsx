import { Component, type ReactNode } from 'react';
import { errorDataOf } from '../state/bridge.ts';
import type { ErrorData } from '../../shared/domain/errors.ts';
import { Button, ErrorState } from '../ui/index.ts';

interface Props {
  children: ReactNode;
}

/** Keeps the frame standing when a screen fails, and offers to show the screen anew. */
export class ScreenBoundary extends Component<Props, { error: ErrorData | null }> {
  override state: { error: ErrorData | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: ErrorData } {
    return { error: errorDataOf(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="screen-fault">
        <ErrorState
          error={error}
          action={<Button onPress={() => this.setState({ error: null })}>Show the screen again</Button>}
        />
      </div>
    );
  }
}
