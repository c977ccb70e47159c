import { words } from '../words/examples';
import type { Example } from './examples';

export { loadExamples } from './examples';

/** A program that was put aside and can come back. */
export interface PutAsideEntry {
  title: string;
  about: string;
  restore: () => void;
}

export interface ExamplesPanelProps {
  examples: readonly Example[];
  onOpen: (example: { title: string; code: string }) => void;
  /** The person's own program, the last one they had. */
  own: PutAsideEntry | null;
  /** What else was put aside, the newest first. */
  putAside: readonly PutAsideEntry[];
}

export function ExamplesPanel(props: ExamplesPanelProps) {
  const { examples, onOpen, own, putAside } = props;
  return (
    <>
      <ul className="example-list">
        {examples.map(({ name, code }) => (
          <li key={name}>
            <button
              type="button"
              className="example"
              onClick={() => {
                onOpen({ title: words().programs[name].title, code });
              }}
            >
              <span className="example-title">{words().programs[name].title}</span>
              <span className="example-about">{words().programs[name].about}</span>
            </button>
          </li>
        ))}
      </ul>
      {/* Below the list: nothing may move under the pointer that has just opened an example. */}
      {own ? (
        <button type="button" className="example example-own" onClick={own.restore}>
          <span className="example-title">{words().backToMine}</span>
          <span className="example-about">{own.title}</span>
        </button>
      ) : (
        <p className="panel-note">{words().canGoBack}</p>
      )}
      {putAside.length > 0 ? (
        <>
          <h3 className="example-heading">{words().putAside}</h3>
          <ul className="example-list">
            {putAside.map(({ title, about, restore }, index) => (
              <li key={index}>
                <button type="button" className="example" onClick={restore}>
                  <span className="example-title">{title}</span>
                  <span className="example-about">{about}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
