import { useNameField } from '../ui/use-name-field';
import type { NameFieldOptions } from '../ui/use-name-field';

/** Asks for a name, in the place where it will stand. */
export function NameForm(props: NameFieldOptions & { submitLabel: string }) {
  const { problem, problemId, form, input } = useNameField(props);
  return (
    <form className="name-form" {...form}>
      <div className="field-row">
        <input className="field" placeholder={props.label} {...input} />
        <button type="submit" className="button button-outline">
          {props.submitLabel}
        </button>
      </div>
      {problem === null ? null : (
        <p id={problemId} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
