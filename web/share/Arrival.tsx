import { lazy, Suspense } from 'react';
import { useStore } from '../ui/use-store';
import type { ArrivalDialogProps } from './ArrivalDialog';
import type { ShareDesk } from './share-desk';

/** Only who opens a link needs it; `sharing.ts` fetches it as soon as a link has been opened. */
export const loadArrivalDialog = () => import('./ArrivalDialog');
const LazyDialog = lazy(() => loadArrivalDialog().then((it) => ({ default: it.ArrivalDialog })));

/** The question before the first run of a program from a link, while it is open. */
export function Arrival({
  desk,
  ...facts
}: { desk: ShareDesk } & Omit<ArrivalDialogProps, 'program' | 'onAnswer'>) {
  const { unconfirmed, isAsking } = useStore(desk.store);
  if (!isAsking || unconfirmed === null) return null;
  return (
    <Suspense>
      <LazyDialog program={unconfirmed} onAnswer={desk.answer} {...facts} />
    </Suspense>
  );
}
