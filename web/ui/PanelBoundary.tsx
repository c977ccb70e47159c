import { Component } from 'react';
import { words } from '../words/page';
import type { ReactNode } from 'react';

/** A panel that cannot be loaded (offline, a new version of the site) takes nothing else down. */
export class PanelBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <p className="panel-note">{words().panelNotLoaded}</p>;
  }
}
