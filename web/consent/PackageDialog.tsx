import { useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { messageOf } from '../ui/message-of';
import { ConsentFrame } from './ConsentFrame';
import { words } from '../words/consent';
import type { PlannedPackage } from '../../src/index';
import type { ConsentFrameProps } from './ConsentFrame';
import type { PackageQuestion } from './consent-desk';

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
      title={words().installPackages}
      about={
        requirements.some((requirement) => requirement.includes(' @ '))
          ? words().wantsFromAddresses
          : words().wantsFromIndex
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
          {question.doubtful.map(({ name, meant }) => (
            <p key={name} className="consent-doubt">
              {words().nearlyNamed(<code>{name}</code>, <code>{meant}</code>)}
            </p>
          ))}
          <Plan plan={question.plan} />
        </>
      }
      terms={words().packagesTerms}
      labels={words().packageAnswers}
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
        {state === 'asking' ? words().asking : words().showVersions}
      </button>
    );
  }
  if ('problem' in state) return <p role="alert">{state.problem}</p>;
  const coming = state.packages.filter(({ isInstalled }) => !isInstalled);
  return (
    <table className="consent-plan">
      <caption className="visually-hidden">{words().wouldBeInstalled}</caption>
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
