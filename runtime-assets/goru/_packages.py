"""What is left to do here when the host has installed packages: their imports are proven.

A package with compiled parts is installed without them. Only an import tells whether it works so;
if it does not, the host takes it away again and installs an older version, or says why it cannot.
"""

from __future__ import annotations

import importlib
import sys

from goru import _host
from goru._words import say, translated

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any


def install(
    requirements: str | list[str], version: str | None, *, upgrade: bool = False
) -> dict[str, Any]:
    params = _params(requirements, version)
    if upgrade:  # Installed versions count for nothing.
        params['upgrade'] = True
    answer = _host.call('packages/install', params)[0]
    while failure := _first_failure(answer):
        answer = _host.call('packages/withdraw', failure)[0]
    return _result(answer)


def provide(dependencies: list[str], requires_python: str | None, line: int) -> dict[str, Any]:
    """What a program's text asks for in `line`, as far as it is not there: script_metadata.py."""
    params = {'dependencies': dependencies, 'requiresPython': requires_python, 'line': line}
    answer = _host.call('packages/provide', params)[0]
    while failure := _first_failure(answer):
        answer = _host.call('packages/withdraw', failure)[0]
    return _result(answer)


def tell_first_failure(unproven: str) -> None:
    """Prints, as JSON, which of these packages cannot be imported.

    The host has tried so what a person installs, while no program runs.
    """
    import json

    programs_path = sys.path
    # What lies in the workspace must not run before a program imports it.
    sys.path = [entry for entry in programs_path if entry]
    try:
        failure = _first_failure({'unproven': json.loads(unproven)})
    finally:
        sys.path = programs_path
    print('\n' + json.dumps({'failure': failure}))


async def install_async(requirements: str | list[str], version: str | None) -> dict[str, Any]:
    answer = (await _host.call_async('packages/install', _params(requirements, version)))[0]
    while failure := _first_failure(answer):
        answer = (await _host.call_async('packages/withdraw', failure))[0]
    return _result(answer)


def _params(requirements: str | list[str], version: str | None) -> dict[str, Any]:
    wanted = requirements if isinstance(requirements, str) else list(requirements)
    return {'requirements': wanted, 'version': version, 'line': _host.caller_line()}


def _first_failure(answer: dict[str, Any]) -> dict[str, Any] | None:
    """Of the packages that came without their compiled parts, the first that cannot be imported."""
    importlib.invalidate_caches()
    before = set(sys.modules)
    for package in answer['unproven']:
        for module in package['modules']:
            try:
                importlib.import_module(module)
            except Exception as error:
                # Neither half a package nor a version that goes must be found by the next import.
                for name in set(sys.modules) - before:
                    del sys.modules[name]
                reason = f'{type(error).__name__}: {error}'
                return {'name': package['name'], 'module': module, 'reason': reason[:500]}
    return None


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    return {'success': True, 'output': _told(answer), 'installed': answer['installed']}


def _told(answer: dict[str, Any]) -> str:
    """The host's English words, or those of another language in place of its first lines."""
    output: str = answer['output']
    came = [title.replace('==', ' ') for title in answer['installed']]
    lines = [('Installed {names}', came), ('Already installed: {names}', answer['present'])]
    told = [(text, ', '.join(names)) for text, names in lines if names]
    if not told or translated(told[0][0]) is None:
        return output
    others = output.split('\n')[len(told) :]
    return '\n'.join([*(say(text, names=names) for text, names in told), *others])
