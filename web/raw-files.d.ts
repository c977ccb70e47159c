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
