import { Suspense, useState } from 'react';
import { flushSync } from 'react-dom';
import { isAvailable } from './commands/command';
import { addRecent, readRecent } from './commands/recent-commands';
import { lazyPart } from './ui/lazy-part';
import { PanelBoundary } from './ui/PanelBoundary';
import { useStore } from './ui/use-store';
import type { Page } from './page';
import type { PageCommands } from './page-commands';

// Only who looks for a command needs them.
const [LazyPalette, load] = lazyPart(() =>
  import('./commands/CommandPalette').then((it) => it.CommandPalette),
);
const [LazySheet] = lazyPart(() =>
  import('./commands/ShortcutsSheet').then((it) => it.ShortcutsSheet),
);

export const loadPalette = load;

interface CommandDialogsProps {
  page: Page;
  commands: PageCommands;
  isApple: boolean;
}

/** The palette and the sheet of shortcuts, while one of them is open. */
export function CommandDialogs({ page, commands, isApple }: CommandDialogsProps) {
  const { dialog } = useStore(page.view.store);
  if (dialog !== 'commands' && dialog !== 'shortcuts') return null;
  return (
    <PanelBoundary>
      <Suspense>
        {dialog === 'commands' ? (
          <Palette page={page} commands={commands} isApple={isApple} />
        ) : (
          <LazySheet
            commands={commands.fixed}
            isApple={isApple}
            onClose={() => {
              page.view.closeDialog('shortcuts');
            }}
          />
        )}
      </Suspense>
    </PanelBoundary>
  );
}

function Palette({ page: { view, place }, commands, isApple }: CommandDialogsProps) {
  // As things are when it opens: with the palette on the screen nothing else has the focus.
  const [{ available, recentIds }] = useState(() => ({
    available: commands.all().filter(isAvailable),
    recentIds: readRecent(place.siteTexts),
  }));
  const close = (): void => {
    view.closeDialog('commands');
  };
  return (
    <LazyPalette
      commands={available}
      recentIds={recentIds}
      isApple={isApple}
      onClose={close}
      onChoose={(command) => {
        addRecent(place.siteTexts, command.id);
        // The focus is back where it was before the command does its work, which may be to move it.
        flushSync(close);
        command.run();
      }}
    />
  );
}
