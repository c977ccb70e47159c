from __future__ import annotations

import ast
import inspect
import unittest

import goru
from _goru.driver import PROGRAM_NAMES
from support.make_stub import make_stub
from support.session import Session

session = Session()


def normalised(text: str) -> str:
    """Formatting aside (ruff formats the file)."""
    return ast.unparse(ast.parse(text))


class Stub(unittest.TestCase):
    def test_the_stub_is_the_package(self) -> None:
        with open('/lib/goru/stubs/goru.pyi', encoding='utf-8') as file:
            self.assertEqual(normalised(file.read()), normalised(make_stub()))

    def test_the_builtins_of_the_stub_are_those_of_a_session(self) -> None:
        with open('/lib/goru/stubs/__builtins__.pyi', encoding='utf-8') as file:
            imports = [
                node for node in ast.parse(file.read()).body if isinstance(node, ast.ImportFrom)
            ]
        self.assertEqual({node.names[0].asname for node in imports}, set(PROGRAM_NAMES))

    def test_every_public_name_is_documented_and_typed(self) -> None:
        for module in (goru, goru.kv, goru.fs, goru.http):
            self.assertTrue(module.__doc__)
            for name in module.__all__:
                member = getattr(module, name)
                self.assertTrue(member.__doc__, name)
                if inspect.isfunction(member):
                    signature = inspect.signature(member)
                    self.assertIsNot(signature.return_annotation, inspect.Signature.empty, name)
                    for parameter in signature.parameters.values():
                        self.assertIsNot(parameter.annotation, parameter.empty, name)

    def test_every_blocking_function_has_a_twin_with_the_same_parameters(self) -> None:
        for module in (goru.kv, goru.fs, goru.http):
            for name in module.__all__:
                if inspect.isfunction(getattr(module, name)) and not name.startswith('async_'):
                    twin = getattr(module, f'async_{name}')
                    self.assertEqual(
                        list(inspect.signature(twin).parameters.values()),
                        list(inspect.signature(getattr(module, name)).parameters.values()),
                    )
