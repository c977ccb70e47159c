import { ConsentFrame } from './ConsentFrame';
import { words } from '../words/consent';
import type { ConsentFrameProps } from './ConsentFrame';
import type { HostQuestion } from './consent-desk';

/** Asks whether the program may reach a host. */
export function HostDialog({ question, ...frame }: ConsentFrameProps & { question: HostQuestion }) {
  const { host, method, url } = question;
  return (
    <ConsentFrame
      {...frame}
      question={question}
      title={words().allowNetwork}
      about={words().notOnList(<code className="consent-host">{host}</code>)}
      request={
        <p>
          <b>{method}</b> {url}
        </p>
      }
      terms={words().hostTerms(host)}
      labels={words().hostAnswers}
    />
  );
}
