import { useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { words } from '../words/workspaces';
import { DELETED_DAYS } from './workspace-list';
import type { Archive } from './archive/read-archive';
import type { RestoreOptions } from './workspaces';

interface ImportFormProps {
  archive: Archive;
  /** The names of the workspaces that are here. */
  present: readonly string[];
  isBusy: boolean;
  onImport: (choice: RestoreOptions) => void;
  onCancel: () => void;
}

/** What is in an archive and what it would replace, before any of it is taken in. */
export function ImportForm({ archive, present, isBusy, onImport, onCancel }: ImportFormProps) {
  const { workspaces, fileCount, fileBytes, packageHosts } = archive;
  const [choice, setChoice] = useState<RestoreOptions>({
    replacesAll: false,
    withSettings: false,
    withPackages: false,
  });
  const isLocked = packageHosts.length > 0;

  return (
    <form
      className="card import-form"
      onSubmit={(event) => {
        event.preventDefault();
        onImport(choice);
      }}
    >
      <p>{words().found(workspaces.length, fileCount, formatBytes(fileBytes))}</p>
      <ul>
        {workspaces.map(({ name }, at) => (
          <li key={at}>
            {name}
            {present.includes(name) ? (
              <span className="pill pill-quiet">{words().exists}</span>
            ) : null}
          </li>
        ))}
      </ul>
      <fieldset>
        {[false, true].map((replacesAll) => (
          <label key={String(replacesAll)}>
            <input
              type="radio"
              name="import-way"
              checked={choice.replacesAll === replacesAll}
              onChange={() => {
                setChoice({ ...choice, replacesAll });
              }}
            />
            <span>
              {replacesAll
                ? words().replaceAll(present.join(', '), DELETED_DAYS)
                : words().addBeside}
            </span>
          </label>
        ))}
        <Check
          text={words().withSettings}
          isChecked={choice.withSettings}
          onChange={(withSettings) => {
            setChoice({ ...choice, withSettings });
          }}
        />
        {isLocked ? (
          <Check
            text={words().withPackages(packageHosts.join(', '))}
            isChecked={choice.withPackages}
            onChange={(withPackages) => {
              setChoice({ ...choice, withPackages });
            }}
          />
        ) : null}
      </fieldset>
      <div className="field-row">
        <button type="submit" className="button button-outline" aria-disabled={isBusy}>
          {isBusy ? words().importing : words().importNow}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {words().cancel}
        </button>
      </div>
    </form>
  );
}

interface CheckProps {
  text: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}

function Check({ text, isChecked, onChange }: CheckProps) {
  return (
    <label>
      <input
        type="checkbox"
        checked={isChecked}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      <span>{text}</span>
    </label>
  );
}
