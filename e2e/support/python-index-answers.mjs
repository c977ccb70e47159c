// @ts-check
/** What a package index answers to each request when nothing is wrong; see python-index-server.mjs. */
import { createHash } from 'node:crypto';

/**
 * @typedef {object} IndexedWheel
 * @property {string} filename
 * @property {Uint8Array} bytes
 * @property {string} [metadata] Text of METADATA. Without it the index has no metadata file, as for old uploads.
 * @property {string} [requiresPython] Replaces what METADATA says.
 * @property {boolean | string} [yanked] Whether, or why, the file was withdrawn (PEP 592).
 * @property {number} [size] In bytes; replaces the true one.
 * @property {Readonly<Record<string, string>>} [hashes] Replaces the true SHA-256; `{}` for an index without hashes.
 */

/**
 * What a request is for. `index` is the list of all projects, `other` what no index has.
 * @typedef {'index' | 'project' | 'metadata' | 'wheel' | 'other'} RequestKind
 */

export const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

/** The shape of a wheel's file name: name, version, perhaps a build number, three tags. */
const WHEEL_FILENAME = /^(?<name>[^-]+)-(?<version>[^-]+)(-\d[^-]*)?(-[^-]+){3}\.whl$/;

/** The normalised form of a project's name, PEP 503. @param {string} name */
export function normalizedName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** @typedef {{ kind: RequestKind, project?: string, filename?: string, canonicalPath?: string }} Route */

/** @param {string} url @returns {Route} */
export function routeOf(url) {
  const path = decodedPath(url);
  if (/^\/simple\/?$/.test(path)) return { kind: 'index', canonicalPath: '/simple/' };
  const project = /^\/simple\/([^/]+)\/?$/.exec(path)?.[1];
  if (project !== undefined) {
    const name = normalizedName(project);
    return { kind: 'project', project: name, canonicalPath: `/simple/${name}/` };
  }
  const filename = /^\/files\/([^/]+\.whl)(\.metadata)?$/.exec(path)?.[1];
  if (filename === undefined || !WHEEL_FILENAME.test(filename)) return { kind: 'other' };
  const kind = path.endsWith('.metadata') ? 'metadata' : 'wheel';
  return { kind, filename, project: nameAndVersion(filename).project };
}

/** @param {string} url */
function decodedPath(url) {
  const { pathname } = new URL(url, 'http://any.test');
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // a broken percent sequence names nothing here
  }
}

/** @typedef {{ status: number, headers: Record<string, string>, body: Uint8Array }} Answer */

/**
 * @param {Route} route
 * @param {{ wheels: IndexedWheel[], request: import('node:http').IncomingMessage, urlPrefix: string }} context
 * @returns {Answer}
 */
export function answerTo(route, { wheels, request, urlPrefix }) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerOf(405, 'text/plain', '');
  const path = new URL(request.url ?? '/', 'http://any.test').pathname;
  if (route.canonicalPath !== undefined && route.canonicalPath !== path) {
    // PEP 503: other spellings of a name lead to the normalised one.
    const answer = answerOf(301, 'text/plain', '');
    return { ...answer, headers: { ...answer.headers, location: route.canonicalPath } };
  }
  if (route.kind === 'metadata' || route.kind === 'wheel') {
    const wheel = wheels.find(({ filename }) => filename === route.filename);
    const body = route.kind === 'wheel' ? wheel?.bytes : wheel?.metadata;
    return body === undefined ? notFound() : answerOf(200, 'application/octet-stream', body);
  }
  if (route.kind === 'other') return notFound();

  const names = [...new Set(wheels.map(({ filename }) => nameAndVersion(filename).project))].sort();
  const files = wheels.filter(({ filename }) => nameAndVersion(filename).project === route.project);
  if (route.kind === 'project' && files.length === 0) return notFound();
  if (!acceptsJson(request)) {
    // PyPI's own default, so that a client which forgets the Accept header is found out.
    const anchors =
      route.kind === 'index'
        ? names.map((name) => `<a href="${name}/">${name}</a>\n`)
        : files.map((file) => `<a href="${toFileUrl(file)}">${file.filename}</a>\n`);
    return answerOf(200, 'text/html', `<!DOCTYPE html>\n<title>Links</title>\n${anchors.join('')}`);
  }
  const meta = { 'api-version': '1.1' };
  return answerOf(
    200,
    JSON_TYPE,
    JSON.stringify(
      route.kind === 'index'
        ? { meta, projects: names.map((name) => ({ name })) }
        : {
            meta,
            name: route.project,
            versions: [...new Set(files.map(({ filename }) => nameAndVersion(filename).version))],
            files: files.map((file) => fileEntry(file, toFileUrl(file))),
          },
    ),
  );

  /** @param {IndexedWheel} wheel */
  function toFileUrl({ filename }) {
    return `${urlPrefix}${encodeURIComponent(filename)}`;
  }
}

/**
 * One file of a project page: PEP 691, `size` and `upload-time` of PEP 700, `core-metadata` of PEP 714.
 *
 * @param {IndexedWheel} wheel
 * @param {string} url
 */
function fileEntry(wheel, url) {
  const { filename, bytes, metadata } = wheel;
  const requiresPython =
    wheel.requiresPython ?? /^Requires-Python: *(.+)$/m.exec(metadata ?? '')?.[1];
  const coreMetadata = metadata === undefined ? false : { sha256: sha256(metadata) };
  return {
    filename,
    url,
    hashes: wheel.hashes ?? { sha256: sha256(bytes) },
    ...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
    size: wheel.size ?? bytes.length,
    'upload-time': '2024-01-01T00:00:00.000000Z',
    yanked: wheel.yanked ?? false,
    'core-metadata': coreMetadata,
    // The same under the name with which PyPI began; PEP 714 keeps it for old clients.
    'data-dist-info-metadata': coreMetadata,
  };
}
/**
 * @param {number} status
 * @param {string} type
 * @param {string | Uint8Array} body
 * @returns {Answer}
 */
export function answerOf(status, type, body) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status, headers: { 'content-type': type }, body: bytes };
}

function notFound() {
  return answerOf(404, 'text/plain', '404 Not Found\n');
}

/** @param {import('node:http').IncomingMessage} request */
function acceptsJson(request) {
  const types = (request.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  return types.some(
    (type) => type === JSON_TYPE || type === 'application/vnd.pypi.simple.latest+json',
  );
}

/** @param {string} filename */
export function nameAndVersion(filename) {
  const { name, version } = WHEEL_FILENAME.exec(filename)?.groups ?? {};
  if (name === undefined || version === undefined) {
    throw new Error(
      `"${filename}" is not the name of a wheel: name-version-python-abi-platform.whl is`,
    );
  }
  return { project: normalizedName(name), version };
}

/** @param {string | Uint8Array} contents */
function sha256(contents) {
  return createHash('sha256').update(contents).digest('hex');
}
