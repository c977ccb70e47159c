import { ConsentFrame } from './ConsentFrame';
import type { ConsentFrameProps } from './ConsentFrame';
import type { HostQuestion } from './consent-desk';

const LABELS = { deny: 'Deny', always: 'Always allow', once: 'Allow once' } as const;

/** Asks whether the program may reach a host. */
export function HostDialog({ question, ...frame }: ConsentFrameProps & { question: HostQuestion }) {
  const { host, method, url } = question;
  return (
    <ConsentFrame
      {...frame}
      question={question}
      title="Allow network access?"
      about={
        <>
          <code className="consent-host">{host}</code> is not on this workspace’s list. The program
          wants to send:
        </>
      }
      request={
        <p>
          <b>{method}</b> {url}
        </p>
      }
      terms={
        <>
          Once is for {host} alone, until this run ends. Always puts it, and every host below it (*.
          {host}), on the list in Network.
        </>
      }
      labels={LABELS}
    />
  );
}
