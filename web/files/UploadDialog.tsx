import { words } from '../words/files';
import type { Uploads } from './use-uploads';

const MAX_NAMED = 3;

/** How far the uploads are, and what to do with files that are there already. */
export function UploadDialog({ uploads: { current, answer } }: { uploads: Uploads }) {
  if (current.state === 'idle') return null;
  if (current.state === 'writing') {
    const { done, total } = current;
    return (
      <div className="upload-progress">
        <progress aria-label={words().uploading} value={done} max={total} />
        <span className="panel-hint">{words().fileOf(done + 1, total)}</span>
      </div>
    );
  }
  const names = current.conflicts.slice(0, MAX_NAMED).map(({ path }) => path);
  const rest = current.conflicts.length - names.length;
  return (
    <div className="upload-question" role="group" aria-labelledby="upload-question">
      <p id="upload-question">
        {words().alreadyThereQuestion} <b>{names.join(', ')}</b>
        {rest > 0 ? words().andMore(rest) : ''}
      </p>
      <div className="file-tools">
        {(
          [
            [words().replace, 'replace'],
            [words().keepBoth, 'keep-both'],
            [words().cancel, 'cancel'],
          ] as const
        ).map(([label, choice]) => (
          <button
            key={choice}
            type="button"
            className="button button-quiet button-outline"
            onClick={() => {
              answer(choice);
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
