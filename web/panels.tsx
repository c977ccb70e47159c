import * as contents from './panel-contents';
import { words } from './words/page';
import type { Page } from './page';
import type { Panel } from './ui/SidePanel';

type PanelId = Extract<keyof ReturnType<typeof words>, Panel<Page>['icon']>;

function panel(
  id: PanelId,
  [Content, load]: contents.PanelContent,
  rest: Pick<Panel<Page>, 'isPrimary'> = {},
): Panel<Page> {
  return { id, icon: id, title: () => words()[id], Content, load, ...rest };
}

const IS_PRIMARY = { isPrimary: true };

/** The rail's entries, from top to bottom. */
export const PANELS: readonly Panel<Page>[] = [
  panel('examples', contents.examples, IS_PRIMARY),
  panel('files', contents.files, IS_PRIMARY),
  panel('workspaces', contents.workspaces),
  panel('variables', contents.variables, IS_PRIMARY),
  panel('tests', contents.tests),
  panel('packages', contents.packages, IS_PRIMARY),
  panel('network', contents.network),
  panel('storage', contents.storage),
  panel('calls', contents.calls),
  panel('settings', contents.settings),
  panel('about', contents.about),
];
