import { Suspense } from 'react';
import { lazyPart } from '../ui/lazy-part';
import { useStore } from '../ui/use-store';
import type { ArrivalDialogProps } from './ArrivalDialog';
import type { ShareDesk } from './share-desk';

const [LazyDialog, load] = lazyPart(() => import('./ArrivalDialog').then((it) => it.ArrivalDialog));

/** Only who opens a link needs it; `sharing.ts` fetches it as soon as a link has been opened. */
export const loadArrivalDialog = load;

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
