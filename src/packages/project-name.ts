/**
 * The one spelling of a project's name under which names are compared: lower case, and runs of
 * `-`, `_` and `.` are one `-` ("Names and normalization", PEP 503).
 */
export function normalizeProjectName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** True for a name that a project may have ("Names and normalization", PEP 508). */
export function isProjectName(name: string): boolean {
  return /^(?:[A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$/i.test(name);
}
