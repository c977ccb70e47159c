/* eslint-disable import-x/no-default-export -- this is how Vite exports raw files */
declare module '*.py?raw' {
  const text: string;
  export default text;
}

declare module '*.csv?raw' {
  const text: string;
  export default text;
}

declare module '*.md?raw' {
  const text: string;
  export default text;
}

declare module '*.txt?raw' {
  const text: string;
  export default text;
}

declare module '*.pyi?raw' {
  const text: string;
  export default text;
}

/** Vite's own types say it for the page; unit tests have only those of Node. */
declare module '*.css' {}
