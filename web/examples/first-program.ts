import hello from './programs/hello.py?raw';

/** What a first visit shows. Apart from the other examples: those load when they are asked for. */
export const FIRST_PROGRAM = hello;
