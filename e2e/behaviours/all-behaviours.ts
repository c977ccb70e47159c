import type { BehaviourGroup } from './behaviour';
import { accessibility } from './accessibility';
import { asyncio } from './asyncio';
import { completion } from './completion';
import { consent } from './consent';
import { editing } from './editing';
import { embedding } from './embedding';
import { errors } from './errors';
import { files } from './files';
import { input } from './input';
import { limits } from './limits';
import { panels } from './panels';
import { programs } from './programs';
import { running } from './running';
import { stopping } from './stopping';
import { terminal } from './terminal';
import { workspaces } from './workspaces';

/** Everything the app promises in every engine; a new group is a file and a line here. Those in the shared tab first. */
export const behaviourGroups: readonly BehaviourGroup[] = [
  running,
  input,
  stopping,
  errors,
  limits,
  terminal,
  asyncio,
  completion,
  editing,
  accessibility,
  consent,
  panels,
  files,
  workspaces,
  programs,
  embedding,
];

/** Groups with the same name share a tab. */
export function tabNameOf({ tab, title }: BehaviourGroup): string {
  return tab === 'shared' ? 'shared' : title;
}
