import { useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { messageOf } from '../ui/message-of';
import { ConsentFrame } from './ConsentFrame';
import type { PlannedPackage } from '../../src/index';
import type { ConsentFrameProps } from './ConsentFrame';
import type { PackageQuestion } from './consent-desk';

const LABELS = { deny: 'Don’t install', always: 'Always allow', once: 'Install' } as const;

/** Asks whether the program may install packages; shows versions and sizes to whoever wants to know. */
export function PackageDialog({
  question,
  ...frame
}: ConsentFrameProps & { question: PackageQuestion }) {
  const { requirements } = question;
  return (
    <ConsentFrame
      {...frame}
      question={question}
      title="Install packages?"
      about={
        requirements.some((requirement) => requirement.includes(' @ '))
          ? 'The program wants to install this, in part from addresses of its own instead of the package index, and whatever that needs:'
          : 'The program wants to install this from the package index, and whatever that needs:'
      }
      request={
        <>
          <ul className="consent-packages">
            {requirements.map((requirement) => (
              <li key={requirement}>
                <code>{requirement}</code>
              </li>
            ))}
          </ul>
          <Plan plan={question.plan} />
        </>
      }
      terms="Packages run as part of the program and may touch what it may touch, no more. Install asks again the next time; Always allow does not. What is installed stays in this workspace until it is removed under Packages."
      labels={LABELS}
    />
  );
}

type PlanState =
  'unasked' | 'asking' | { packages: readonly PlannedPackage[] } | { problem: string };

/** A program chooses the names: the index hears of them when somebody here wants it to. */
function Plan({ plan }: Pick<PackageQuestion, 'plan'>) {
  const [state, setState] = useState<PlanState>('unasked');
  function ask(): void {
    setState('asking');
    plan().then(
      (packages) => {
        setState({ packages });
      },
      (error: unknown) => {
        setState({ problem: messageOf(error) });
      },
    );
  }
  if (state === 'unasked' || state === 'asking') {
    return (
      <button
        type="button"
        className="button button-quiet consent-plan"
        aria-disabled={state === 'asking'}
        onClick={state === 'asking' ? undefined : ask}
      >
        {state === 'asking' ? 'Asking the index…' : 'Show versions and sizes'}
      </button>
    );
  }
  if ('problem' in state) return <p role="alert">{state.problem}</p>;
  const coming = state.packages.filter(({ isInstalled }) => !isInstalled);
  return (
    <table className="consent-plan">
      <caption className="visually-hidden">What would be installed</caption>
      <tbody>
        {coming.map(({ name, version, bytes }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{version}</td>
            <td>{bytes === null ? '' : formatBytes(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
