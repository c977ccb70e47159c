import { Component } from 'react';
import { messageOf } from './message-of';
import { NotLoaded } from './not-loaded';
import { words } from '../words/page';
import type { ReactNode } from 'react';

interface Failure {
  /** Null while nothing has failed. */
  problem: string | null;
}

/** A panel that cannot be loaded or shown takes nothing else down. */
export class PanelBoundary extends Component<{ children: ReactNode }, Failure> {
  override state: Failure = { problem: null };

  static getDerivedStateFromError(error: unknown): Failure {
    const message = messageOf(error);
    return { problem: error instanceof NotLoaded ? message : words().panelFailed(message) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    return problem === null ? this.props.children : <p className="panel-note">{problem}</p>;
  }
}
