import { about } from './about';
import { calls } from './calls';
import { commands } from './commands';
import { consent } from './consent';
import { console } from './console';
import { editor } from './editor';
import { examples } from './examples';
import { explanations } from './explanations';
import { files } from './files';
import { firstProgram } from './first-program';
import { language } from './language';
import { network } from './network';
import { packages } from './packages';
import { page } from './page';
import { palette } from './palette';
import { problems } from './problems';
import { run } from './run';
import { runModes } from './run-modes';
import { settings } from './settings';
import { share } from './share';
import { shareDialog } from './share-dialog';
import { storage } from './storage';
import { touch } from './touch';
import { variables } from './variables';
import { workspace } from './workspace';
import { workspaces } from './workspaces';
import type { Words } from '../shape';

export const german: Words = {
  about,
  calls,
  commands,
  consent,
  console,
  editor,
  examples,
  explanations,
  files,
  firstProgram,
  language,
  network,
  packages,
  page,
  palette,
  problems,
  run,
  runModes,
  settings,
  share,
  shareDialog,
  storage,
  touch,
  variables,
  workspace,
  workspaces,
};
