import { useState } from 'react';
import { words } from '../words/packages';

const EXAMPLE = 'requests>=2.32';

interface PackageFormProps {
  isBusy: boolean;
  onInstall: (requirement: string) => void;
}

/** Installs by exact name; the index knows what there is. */
export function PackageForm({ isBusy, onInstall }: PackageFormProps) {
  const [requirement, setRequirement] = useState('');
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy || requirement.trim() === '') return;
        onInstall(requirement.trim());
        setRequirement('');
      }}
    >
      <div className="field-row">
        <input
          className="field"
          aria-label={words().packageToInstall}
          placeholder={EXAMPLE}
          title={words().packageTitle}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={requirement}
          onChange={(event) => {
            setRequirement(event.target.value);
          }}
        />
        <button type="submit" className="button button-outline" aria-disabled={isBusy}>
          {words().install}
        </button>
      </div>
    </form>
  );
}
