"""What a line such as `%pip install requests` does. See _goru/pip_lines.py."""

from __future__ import annotations

import shlex

from goru import _packages

_HELP = 'usage: %pip install [-U] requirement …  (also: -q, --upgrade, -r requirements.txt)'
_IGNORED = ('-q', '--quiet', '--user', '--no-input', '--disable-pip-version-check')
_UPGRADE = ('-U', '--upgrade')


def pip(arguments: str) -> None:
    """Prints what pip would say in a line or two; errors are those of `install_pkg`."""
    words = shlex.split(arguments, comments=True)
    if words[:1] != ['install']:
        raise ValueError(f'%pip {arguments}: {_HELP}. The Packages panel lists and removes.')
    requirements, upgrade = _read(words[1:])
    print(_packages.install(requirements, None, upgrade=upgrade)['output'])


def _read(words: list[str]) -> tuple[list[str], bool]:
    requirements: list[str] = []
    upgrade = False
    remaining = iter(words)
    for word in remaining:
        if word in _UPGRADE:
            upgrade = True
        elif word in ('-r', '--requirement'):
            requirements += _read_file(next(remaining, ''))
        elif word.startswith('-') and word not in _IGNORED:
            raise ValueError(f'%pip install {word}: unknown option. {_HELP}')
        elif word not in _IGNORED:
            requirements.append(word)
    return requirements, upgrade


def _read_file(path: str) -> list[str]:
    with open(path, encoding='utf-8') as file:
        lines = (line.partition(' #')[0].strip() for line in file)
        return [line for line in lines if line and not line.startswith('#')]
