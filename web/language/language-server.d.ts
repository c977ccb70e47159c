// Where the language server is; written by runtime-assets/provision/language-server-plugin.ts.

declare module 'virtual:language-server' {
  /** A classic script for a worker. */
  export const workerUrl: string;
  /** JSON: the text of every stub of the standard library by its path. */
  export const typeshedUrl: string;
}
