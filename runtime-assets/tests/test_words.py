from __future__ import annotations

import ast
import pathlib
import posix
import re
import sys
import unittest
from typing import TYPE_CHECKING

import _goru
import goru
from _goru import advice
from goru import _packages
from goru._german import TEXTS
from goru._words import say, translated
from support.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = re.compile(r'\{\w+\}')


def said() -> Iterator[str]:
    """Every text that is given to `say` or `translated`, and those of tables that are."""
    for package in (goru, _goru):
        for path in pathlib.Path(package.__path__[0]).glob('*.py'):
            for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
                match node:
                    case ast.Call(
                        func=ast.Name(id='say' | 'translated'),
                        args=[ast.Constant(value=str(text)), *_],
                    ):
                        yield text
                    case _:
                        pass
    yield from (advice._COMPILED, advice._NOT_LOADED)
    yield from advice._USELESS.values()
    yield from filter(None, advice._COMPILED_PACKAGES.values())
    yield from advice._WORDS.values()
    for sentences in advice._LEFT_OUT.values():
        yield from sentences
    yield from ('Installed {names}', 'Already installed: {names}')


class Words(unittest.TestCase):
    def test_german_has_all_that_is_said_and_no_more(self) -> None:
        self.assertEqual(set(said()), set(TEXTS))

    def test_every_sentence_has_the_places_of_the_english_one(self) -> None:
        for english, german in TEXTS.items():
            with self.subTest(english):
                self.assertEqual(sorted(PLACE.findall(german)), sorted(PLACE.findall(english)))

    def test_english_where_nothing_else_is_wanted(self) -> None:
        self.assertIsNone(translated('It is compiled code, which does not run here.'))
        self.assertEqual(say('{path} is in no mount.', path='/x'), '/x is in no mount.')


class German(unittest.TestCase):
    def setUp(self) -> None:
        environment = posix.environ.copy()
        self.addCleanup(setattr, posix, 'environ', environment)
        setattr(posix, 'environ', {**environment, b'LANGUAGE': b'de'})  # noqa: B010

    def test_advice(self) -> None:
        session = Session(mounts=['rwc:/out', 'ro:/data'])
        result = session.run("open('/nowhere/a.txt')")
        self.assertIn('/nowhere/a.txt liegt in keinem Ordner', result['traceback'])
        self.assertIn('/out (lesen und schreiben), /data (nur lesen) und /tmp', result['traceback'])
        # What programs match on is what it is everywhere.
        self.assertIn('No such file', result['message'])
        self.assertIn('Fenster gibt es hier nicht', session.run('import turtledemo')['traceback'])

    def test_english_where_the_german_cannot_be_loaded(self) -> None:
        self.addCleanup(sys.modules.__setitem__, 'goru._german', sys.modules['goru._german'])
        sys.modules['goru._german'] = None  # pyright: ignore[reportArgumentType]
        self.assertEqual(say('{name} is not installed.', name='x'), 'x is not installed.')

    def test_installations(self) -> None:
        answer = {
            'output': 'Installed A 1.0, b 2\nAlready installed: c 3\nA note.',
            'installed': ['a==1.0', 'b==2'],
            'present': ['c 3'],
        }
        self.assertEqual(
            _packages._result(answer)['output'],
            'Installiert: a 1.0, b 2\nSchon installiert: c 3\nA note.',
        )
        nothing = {'output': 'No packages installed.', 'installed': [], 'present': []}
        self.assertEqual(_packages._result(nothing)['output'], 'No packages installed.')


if __name__ == '__main__':
    unittest.main()
