import { words } from './words/commands';
import { shownName } from './workspaces/shown-name';
import { listRecords } from './workspaces/workspace-records';
import type { Command } from './commands/command';
import type { Page } from './page';

/** What can be done with workspaces without their panel; the rest of it is there. */
export function workspaceCommands({ workspaces, notices, tellFailure }: Page): readonly Command[] {
  const group = words().groups.workspaces;
  async function exportAll(): Promise<void> {
    const { text, isWhole } = await (await workspaces.load()).exportAll();
    if (isWhole) notices.showBriefly(text);
    else notices.show({ text });
  }
  return [
    {
      id: 'new-workspace',
      title: words().newWorkspace,
      group,
      run: () => {
        workspaces
          .load()
          .then((all) => {
            all.create('');
          })
          .catch(tellFailure);
      },
    },
    {
      id: 'export-everything',
      title: words().exportEverything,
      group,
      run: () => {
        exportAll().catch(tellFailure);
      },
    },
  ];
}

/** One for each of the others, the one used last first. */
export function openWorkspaceCommands({
  place,
  workspaces,
  tellFailure,
}: Page): readonly Command[] {
  return listRecords(place.siteTexts)
    .filter(({ id, deletedAt }) => deletedAt === null && id !== place.current.id)
    .map((record) => ({
      id: `workspace-${record.id}`,
      title: words().openWorkspace(shownName(record)),
      group: words().groups.workspaces,
      run: () => {
        workspaces
          .load()
          .then((all) => {
            all.open(record.id);
          })
          .catch(tellFailure);
      },
    }));
}
