import { inLanguage } from './in-language';
import type { ReactNode } from 'react';

export const english = {
  showLine: 'Show this line in the editor',
  stopProgram: 'Stop the program',
  allowNetwork: 'Allow network access?',
  installPackages: 'Install packages?',
  wantsFromIndex:
    'The program wants to install this from the package index, and whatever that needs:',
  wantsFromAddresses:
    'The program wants to install this, in part from addresses of its own instead of the package index, and whatever that needs:',
  packagesTerms:
    'Packages run as part of the program and may touch what it may touch, no more. Install asks again the next time; Always allow does not. What is installed stays in this workspace until it is removed under Packages.',
  nearlyNamed: (name: ReactNode, meant: ReactNode) => (
    <>
      {name} is not the well-known {meant}. Is it spelt as it should be?
    </>
  ),
  showVersions: 'Show versions and sizes',
  asking: 'Asking the index…',
  wouldBeInstalled: 'What would be installed',
  waiting: (count: number) =>
    count === 1 ? 'One more question is waiting' : `${String(count)} more questions are waiting`,
  hostAnswers: { deny: 'Deny', always: 'Always allow', once: 'Allow once' },
  notOnList: (host: ReactNode) => (
    <>{host} is not on this workspace’s list. The program wants to send:</>
  ),
  hostTerms: (host: string) =>
    `Once is for ${host} alone, until this run ends. Always puts it, and every host below it (*.${host}), on the list in Network.`,
  packageAnswers: { deny: 'Don’t install', always: 'Always allow', once: 'Install' },
};

export const words = inLanguage('consent', english);
