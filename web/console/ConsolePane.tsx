import { useEffect, useRef, useState } from 'react';
import { ConsoleView } from './console-view';
import { words } from '../words/console';
import type { ReactNode } from 'react';

interface ConsolePaneProps {
  /** Hands over the view once it exists; the returned function is called before it goes. */
  connect: (view: ConsoleView) => () => void;
  onTraceLine: (line: number, quoted: string | null, file: string) => void;
  onInterrupt: () => void;
  /** What the bar says beside its title: the last run. */
  details: ReactNode;
  actions: ReactNode;
  /** What has to be said before anything else. */
  alert: ReactNode;
  /** What came of the run beyond its output, below it. */
  extras: ReactNode;
  /** The line for entries, below the output. */
  prompt: ReactNode;
}

/** The output region: a bar and the terminal below it. */
export function ConsolePane(props: ConsolePaneProps) {
  const { connect, onTraceLine, onInterrupt, details, actions, alert, extras, prompt } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<ConsoleView | null>(null);
  const [isFollowing, setIsFollowing] = useState(true);

  useEffect(() => {
    if (!rootRef.current) return;
    const view = new ConsoleView(rootRef.current, {
      onFollowChange: setIsFollowing,
      onTraceLine,
      onInterrupt,
    });
    viewRef.current = view;
    const disconnect = connect(view);
    return () => {
      disconnect();
      view.dispose();
    };
  }, [connect, onTraceLine, onInterrupt]);

  return (
    <div className="console">
      <div className="console-bar">
        <h2>{words().output}</h2>
        <span className="console-details">{details}</span>
        <span className="grow" />
        {actions}
      </div>
      {alert}
      <div className="console-body">
        {/* Focusable, so that it can be scrolled by keyboard. Filled by ConsoleView alone. */}
        <div
          ref={rootRef}
          className="output"
          role="log"
          aria-label={words().output}
          data-hint={words().outputHint}
          tabIndex={0}
        />
        {isFollowing ? null : (
          <button
            type="button"
            className="button jump-button"
            onClick={() => viewRef.current?.jumpToEnd()}
          >
            {words().jumpToLatest}
          </button>
        )}
      </div>
      {extras}
      {prompt}
    </div>
  );
}
