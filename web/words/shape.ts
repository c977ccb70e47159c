import type { ReactElement, ReactNode } from 'react';
import type { english as about } from './about';
import type { english as calls } from './calls';
import type { english as commands } from './commands';
import type { english as consent } from './consent';
import type { english as console } from './console';
import type { english as editor } from './editor';
import type { english as examples } from './examples';
import type { english as explanations } from './explanations';
import type { english as files } from './files';
import type { english as firstProgram } from './first-program';
import type { english as language } from './language';
import type { english as network } from './network';
import type { english as packages } from './packages';
import type { english as page } from './page';
import type { english as palette } from './palette';
import type { english as problems } from './problems';
import type { english as run } from './run';
import type { english as runModes } from './run-modes';
import type { english as settings } from './settings';
import type { english as share } from './share';
import type { english as shareDialog } from './share-dialog';
import type { english as storage } from './storage';
import type { english as touch } from './touch';
import type { english as variables } from './variables';
import type { english as workspace } from './workspace';
import type { english as workspaces } from './workspaces';

/** What any language has in place of an English text: the same parameters, another text. */
export type Shape<Text> = Text extends string
  ? string
  : Text extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Shape<Result>
    : Text extends ReactElement
      ? ReactNode
      : { readonly [Key in keyof Text]: Shape<Text[Key]> };

/** All texts of the page, by the part of it that shows them. */
export interface Words {
  about: Shape<typeof about>;
  calls: Shape<typeof calls>;
  commands: Shape<typeof commands>;
  consent: Shape<typeof consent>;
  console: Shape<typeof console>;
  editor: Shape<typeof editor>;
  examples: Shape<typeof examples>;
  explanations: Shape<typeof explanations>;
  files: Shape<typeof files>;
  firstProgram: Shape<typeof firstProgram>;
  language: Shape<typeof language>;
  network: Shape<typeof network>;
  packages: Shape<typeof packages>;
  page: Shape<typeof page>;
  palette: Shape<typeof palette>;
  problems: Shape<typeof problems>;
  run: Shape<typeof run>;
  runModes: Shape<typeof runModes>;
  settings: Shape<typeof settings>;
  share: Shape<typeof share>;
  shareDialog: Shape<typeof shareDialog>;
  storage: Shape<typeof storage>;
  touch: Shape<typeof touch>;
  variables: Shape<typeof variables>;
  workspace: Shape<typeof workspace>;
  workspaces: Shape<typeof workspaces>;
}
