import { useNameField } from '../ui/use-name-field';
import type { NameFieldOptions } from '../ui/use-name-field';

const EXAMPLE = 'helper.py';

/** Asks for the name of a file, in the place where its tab will be. */
export function TabNameField(props: NameFieldOptions) {
  const { problem, problemId, isUntouched, form, input } = useNameField(props);
  return (
    <form
      className="tab-name-form"
      {...form}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Whoever goes elsewhere without having typed anything has given up.
        if (isUntouched && !currentTarget.contains(relatedTarget)) props.onCancel();
      }}
    >
      <input className="field tab-name-field" placeholder={EXAMPLE} {...input} />
      {problem === null ? null : (
        <p id={problemId} className="tab-name-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
