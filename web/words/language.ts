import { inLanguage } from './in-language';

export const english = {
  loading: 'Code help is loading…',
  notLoaded: 'Code help did not load. Is this device offline?',
  notStarted: (reason: string) => `Code help could not be started. ${reason}`,
  packageTooLarge: (name: string) =>
    `Code help knows nothing of ${name}: with all that is imported, that is too much.`,
  packagesNotRead: (reason: string) =>
    `Code help could not read the packages that programs import. ${reason}`,
  checkFailed: (reason: string) => `The check of the program has failed. ${reason}`,
  changeTo: (name: string) => `Change to ${name}`,
  installWithPip: (name: string) => `Install it: %pip install ${name}`,
  isThere: 'Code help is there',
  format: 'Format the program',
  formatOnSave: 'Format when saving: on or off',
  savedAsAre: 'Programs are saved as they are',
  formattedWhenSaved: 'Programs are formatted when saved',
  typesBetween: 'Types between the code: on or off',
  load: 'Load code help',
  onlyOwnNames: 'Only names that this program defines can be renamed.',
  cannotBeName: (name: string) => `“${name}” cannot be a name in Python.`,
  cannotBeRenamed: 'This name cannot be renamed.',
  formatterNotLoaded: 'The formatter did not load. Is this device offline?',
  formatterFailed: (reason: string) => `The formatter could not be started. ${reason}`,
  onlyWithoutMistakes: (reason: string) =>
    `Only a program without mistakes in its syntax can be formatted. ${reason}`,
};

export const words = inLanguage('language', english);
