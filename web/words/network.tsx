import { inLanguage } from './in-language';

export const english = {
  hostToAllow: 'Host to allow',
  hostTitle:
    'A host with its subdomains, also with a port (localhost:8000); * stands for all hosts',
  add: 'Add',
  allHosts: '* (all hosts)',
  allowed: 'allowed',
  remove: (host: string) => `Remove ${host}`,
  removeTitle: 'Take it off the list',
  always: 'Always',
  alwaysAllow: (host: string) => `Always allow ${host}`,
  allowedHosts: 'Allowed hosts',
  noHosts: 'No host is on the list. When a program wants to reach one, you are asked.',
  notAHost: (text: string) =>
    `not a host: "${text}" (write it like api.example.com or localhost:8000)`,
  requests: 'Requests',
  clear: 'Clear requests',
  nothingSent: 'Nothing was sent since you opened this page.',
  of: (total: string) => ` of ${total}`,
  downloading: (url: string) => `Downloading ${url}`,
  denied: (host: string) => `denied · host not allowed: ${host}`,
  cancelled: (time: string) => `cancelled · ${time}`,
  everyHost: (
    <>
      <b>Every host is allowed.</b> Any program you run here may send what it can read (files, kv,
      your input) to anybody. Remove <code>*</code> when you no longer need it.
    </>
  ),
  hostDenied: 'denied',
  once: 'once',
  failed: 'failed',
  olderOnes: (count: number) => `and ${String(count)} older ones`,
};

export const words = inLanguage('network', english);
