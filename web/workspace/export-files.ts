import { downloadZip } from 'client-zip';
import { saveFile } from '../ui/save-file';
import type { ProgramFiles } from './program-files';

/** Hands everything in the workspace's folder to the person as one zip; main.py is always in it. */
export async function exportFiles(files: Pick<ProgramFiles, 'readAll'>): Promise<void> {
  const entries = await files.readAll();
  const lastModified = new Date();
  const zip = await downloadZip(
    Array.from(entries, ([name, input]) => ({ name, input, lastModified })),
  ).blob();
  saveFile('workspace.zip', zip);
}
