/** Hands a file to the person, as the browser's download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address in a later task; a second is far more than it takes.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 1_000);
}
