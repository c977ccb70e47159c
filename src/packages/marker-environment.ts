import type { MarkerEnvironment } from './contract';

/**
 * What the markers of a requirement see. `python` is the full version, `3.13.15`. The rest is what
 * `platform`, `os` and `sys` of both interpreters say; wasi-libc's `uname` has no other release.
 */
export function createMarkerEnvironment(python: string): MarkerEnvironment {
  return {
    implementation_name: 'cpython',
    implementation_version: python,
    os_name: 'posix',
    platform_machine: 'wasm32',
    platform_python_implementation: 'CPython',
    platform_release: '0.0.0',
    platform_system: 'wasi',
    platform_version: '0.0.0',
    python_full_version: python,
    python_version: python.split('.').slice(0, 2).join('.'),
    sys_platform: 'wasi',
  };
}
