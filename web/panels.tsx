import * as contents from './panel-contents';
import { words } from './words/page';
import type { Page } from './page';
import type { Panel } from './ui/SidePanel';

const { load } = contents;

/** The rail's entries, from top to bottom. */
export const PANELS: readonly Panel<Page>[] = [
  {
    id: 'examples',
    title: () => words().examples,
    icon: 'examples',
    isPrimary: true,
    Content: contents.Examples,
    load: load.examples,
  },
  {
    id: 'files',
    title: () => words().files,
    icon: 'files',
    isPrimary: true,
    Content: contents.Files,
    load: load.files,
  },
  {
    id: 'workspaces',
    title: () => words().workspaces,
    icon: 'workspaces',
    Content: contents.Workspaces,
    load: load.workspaces,
  },
  {
    id: 'variables',
    title: () => words().variables,
    icon: 'variables',
    isPrimary: true,
    Content: contents.Variables,
    load: load.variables,
  },
  {
    id: 'tests',
    title: () => words().tests,
    icon: 'tests',
    Content: contents.Tests,
    load: load.tests,
  },
  {
    id: 'packages',
    title: () => words().packages,
    icon: 'packages',
    isPrimary: true,
    Content: contents.Packages,
    load: load.packages,
  },
  {
    id: 'network',
    title: () => words().network,
    icon: 'network',
    Content: contents.Network,
    load: load.network,
  },
  {
    id: 'storage',
    title: () => words().storage,
    icon: 'storage',
    Content: contents.Storage,
    load: load.storage,
  },
  {
    id: 'calls',
    title: () => words().calls,
    icon: 'calls',
    Content: contents.Calls,
    load: load.calls,
  },
  {
    id: 'settings',
    title: () => words().settings,
    icon: 'settings',
    Content: contents.Settings,
    load: load.settings,
  },
  {
    id: 'about',
    title: () => words().about,
    icon: 'about',
    Content: contents.About,
    load: load.about,
  },
];
