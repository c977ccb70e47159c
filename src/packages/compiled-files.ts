/** Libraries and objects for a processor: `x.so`, `x.so.1.2`, `x.pyd`, `x.dylib` … */
const COMPILED_NAME = /\.(?:so(?:\.\d+)*|pyd|dll|dylib|a|lib|o|obj)$/i;

/** The first bytes of ELF and Mach-O programs, as big-endian numbers. */
const PROGRAM_MAGICS = new Set([0x7f454c46, 0xcefaedfe, 0xcffaedfe]);

/** True when a file's name says that it is machine code. Windows' `.exe` launchers are mere data of tools. */
export function hasCompiledName(path: string): boolean {
  return COMPILED_NAME.test(path);
}

/** True for machine code under any name, such as a program among the scripts. */
export function isMachineCode(content: Uint8Array): boolean {
  if (content.length < 4) return false;
  const view = new DataView(content.buffer, content.byteOffset, 4);
  return PROGRAM_MAGICS.has(view.getUint32(0));
}
