// @ts-check
/** Makes wheels (PyPA's binary distribution format) for tests: right ones here, wrong ones in make-damaged-wheel.mjs. */
import { createHash } from 'node:crypto';
import { writeZip } from './zip-writer.mjs';

/**
 * A wheel as an index holds it.
 * @typedef {object} Wheel
 * @property {string} filename
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {string} metadata Text of its METADATA file, which an index serves beside it (PEP 658).
 */

/**
 * @typedef {object} WheelSpec
 * @property {string} name As its author spells it: `Flask-SQLAlchemy`.
 * @property {string} version
 * @property {Readonly<Record<string, string | Uint8Array>>} [files] Path inside the wheel → contents.
 * @property {readonly string[]} [requiresDist] Requirements, PEP 508.
 * @property {readonly string[]} [extras] Names for Provides-Extra.
 * @property {string} [requiresPython] Specifiers, PEP 440.
 * @property {string} [tag] The last three parts of the file name: `py3-none-any`, also compressed: `py2.py3-none-any`.
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} [entryPoints]
 *   Group → name → object reference.
 * @property {readonly string[]} [compiled]
 *   Modules to add in compiled form, for example `demo/_speedups`. Their files begin as shared libraries do and hold
 *   nothing that would run.
 * @property {string} [metadata] Text of METADATA where the other fields cannot say it; they have no effect on it then.
 */

/** The tag of a wheel with compiled parts, as most of them on PyPI have it. */
const COMPILED_TAG = 'cp312-cp312-manylinux_2_17_x86_64';
const SHARED_LIBRARY = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array(57).fill(0)]);

/**
 * The same spec gives the same bytes, on one machine: what deflate makes may differ between processors.
 *
 * @param {WheelSpec} spec
 * @returns {Wheel}
 */
export function makeWheel(spec) {
  const entries = wheelEntries(spec);
  return {
    filename: wheelFilename(spec),
    bytes: writeZip([...entries, recordEntry(spec, entries)]),
    metadata: metadataText(spec),
  };
}

/** @param {Pick<WheelSpec, 'name' | 'version' | 'tag' | 'compiled'>} spec */
export function wheelFilename(spec) {
  return `${escapedName(spec.name)}-${spec.version}-${tagOf(spec)}.whl`;
}

/** Name of the folder of metadata inside the wheel. @param {Pick<WheelSpec, 'name' | 'version'>} spec */
export function distInfoFolder({ name, version }) {
  return `${escapedName(name)}-${version}.dist-info`;
}

/**
 * Everything in the wheel but RECORD, which describes the rest.
 *
 * @param {WheelSpec} spec
 * @returns {import('./zip-writer.mjs').ZipEntry[]}
 */
export function wheelEntries(spec) {
  const { files = {}, compiled = [], entryPoints } = spec;
  const distInfo = distInfoFolder(spec);
  const abi = tagOf(spec).split('-')[0]?.replace('cp', 'cpython-') ?? '';
  return [
    ...Object.entries(files).map(([path, contents]) => ({ path, bytes: toBytes(contents) })),
    ...compiled.map((module) => ({
      path: `${module}.${abi}-x86_64-linux-gnu.so`,
      bytes: SHARED_LIBRARY,
      mode: 0o100755,
    })),
    { path: `${distInfo}/METADATA`, bytes: toBytes(metadataText(spec)) },
    { path: `${distInfo}/WHEEL`, bytes: toBytes(wheelText(spec)) },
    ...(entryPoints === undefined
      ? []
      : [{ path: `${distInfo}/entry_points.txt`, bytes: toBytes(entryPointsText(entryPoints)) }]),
  ];
}

/**
 * RECORD: a line of CSV for each file with its SHA-256 in URL-safe base64 without padding; its own line has neither hash
 * nor size.
 *
 * @param {Pick<WheelSpec, 'name' | 'version'>} spec
 * @param {readonly import('./zip-writer.mjs').ZipEntry[]} entries
 */
export function recordEntry(spec, entries) {
  const path = `${distInfoFolder(spec)}/RECORD`;
  const lines = entries.map(({ path: of, bytes, deflated }) => {
    const hash = createHash('sha256').update(bytes).digest('base64url');
    return `${csvField(of)},sha256=${hash},${String(deflated?.size ?? bytes.length)}`;
  });
  return { path, bytes: toBytes([...lines, `${path},,`, ''].join('\n')) };
}

/** @param {WheelSpec} spec */
function metadataText({ name, version, requiresDist = [], extras = [], requiresPython, metadata }) {
  if (metadata !== undefined) return metadata;
  return [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
    ...extras.map((extra) => `Provides-Extra: ${extra}`),
    ...requiresDist.map((requirement) => `Requires-Dist: ${requirement}`),
    '',
    '',
  ].join('\n');
}

/** Compressed tags stand one by one in here. @param {WheelSpec} spec */
function wheelText(spec) {
  const [pythons = [], abis = [], platforms = []] = tagOf(spec)
    .split('-')
    .map((part) => part.split('.'));
  const tags = pythons.flatMap((python) =>
    abis.flatMap((abi) => platforms.map((platform) => `Tag: ${python}-${abi}-${platform}`)),
  );
  const isPure = platforms.every((platform) => platform === 'any');
  return [
    'Wheel-Version: 1.0',
    'Generator: goru-tests (1.0)',
    `Root-Is-Purelib: ${String(isPure)}`,
    ...tags,
    '',
  ].join('\n');
}

/** @param {NonNullable<WheelSpec['entryPoints']>} groups */
function entryPointsText(groups) {
  return Object.entries(groups)
    .map(([group, points]) => {
      const lines = Object.entries(points).map(([name, reference]) => `${name} = ${reference}\n`);
      return `[${group}]\n${lines.join('')}`;
    })
    .join('\n');
}

/** @param {Pick<WheelSpec, 'tag' | 'compiled'>} spec */
function tagOf({ tag, compiled = [] }) {
  return tag ?? (compiled.length > 0 ? COMPILED_TAG : 'py3-none-any');
}

/** A name in a file name is normalised, with `_` where the index has `-`. @param {string} name */
function escapedName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, '_');
}

/** @param {string} text */
function csvField(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {string | Uint8Array} contents */
function toBytes(contents) {
  return typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
}
