import { describe, expect, it } from 'vitest';
import { chooseFrom, suggestChoice } from './share-offer';
import type { ShareOffer } from './share-offer';

const offer: ShareOffer = {
  files: [
    { path: 'main.py', text: `http.get('https://api.example.com/'); open('/work/a.txt')` },
    { path: 'lib.py', text: 'kv.keys()' },
    { path: '.secret.py', text: '' },
  ],
  python: '3.13',
  packages: ['six==1.17.0'],
  hosts: ['api.example.com', 'intranet.example'],
  mounts: [
    { path: '/work', mode: 'rwc' },
    { path: '/data', mode: 'ro' },
  ],
};

describe('what goes into a link', () => {
  it('is what the program names: nobody else learns of the other hosts', () => {
    const choice = suggestChoice(offer);
    expect(choice).toEqual({ files: ['lib.py'], packages: true, hosts: ['api.example.com'] });
    expect(chooseFrom(offer, choice)).toEqual({
      files: offer.files.slice(0, 2),
      python: '3.13',
      packages: ['six==1.17.0'],
      hosts: ['api.example.com'],
      kv: true,
      mounts: [{ path: '/work', mode: 'rwc' }],
    });
  });

  it('is the program alone when nothing else is chosen', () => {
    expect(chooseFrom(offer, { files: [], packages: false, hosts: [] })).toEqual({
      files: offer.files.slice(0, 1),
      python: '3.13',
      mounts: [{ path: '/work', mode: 'rwc' }],
    });
  });
});
