import { useStore } from '../ui/use-store';
import { HostDialog } from './HostDialog';
import { PackageDialog } from './PackageDialog';
import type { HostDecision } from '../../src/index';
import type { ConsentDesk } from './consent-desk';

/** A program that asks so often may want to wear its person down. */
const MANY_QUESTIONS = 3;

interface ConsentDialogProps {
  desk: ConsentDesk;
  onGoToLine: (line: number) => void;
  onStop: () => void;
}

/** Asks whether the program may reach a host or install packages, one question after the other. */
export function ConsentDialog({ desk, onGoToLine, onStop }: ConsentDialogProps) {
  const { questions, asked } = useStore(desk.store);
  const [question] = questions;
  if (!question) return null;
  const frame = {
    othersWaiting: questions.length - 1,
    offersStop: asked >= MANY_QUESTIONS,
    onAnswer: (decision: HostDecision) => {
      desk.answer(question.id, decision);
    },
    onGoToLine,
    onStop,
  };
  return question.about === 'host' ? (
    <HostDialog key={question.id} question={question} {...frame} />
  ) : (
    <PackageDialog key={question.id} question={question} {...frame} />
  );
}
