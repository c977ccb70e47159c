from __future__ import annotations

import copy
import errno
import pickle
import unittest

import goru
from goru import errors

BUILTIN_BASES = {
    'permission': PermissionError,
    'not-found': FileNotFoundError,
    'limit': ValueError,
    'invalid-argument': ValueError,
    'network': ConnectionError,
    'timeout': TimeoutError,
    'unknown-function': LookupError,
    'host-function': RuntimeError,
    'not-json': TypeError,
    'disk-full': OSError,
    'storage': OSError,
    'busy': OSError,
    'unsupported': NotImplementedError,
}
ERRNOS = {
    'permission': errno.EACCES,
    'not-found': errno.ENOENT,
    'timeout': errno.ETIMEDOUT,
    'disk-full': errno.ENOSPC,
    'storage': errno.EIO,
    'busy': errno.EBUSY,
}


class EveryClass(unittest.TestCase):
    def test_it_is_a_goru_error_and_the_builtin_one_expects(self) -> None:
        for code, base in BUILTIN_BASES.items():
            error = errors.error_from({'code': code, 'message': 'm'})
            self.assertIsInstance(error, base)
            self.assertIsInstance(error, goru.GoruError)
            self.assertIsInstance(error, RuntimeError)
        self.assertEqual(set(errors.CLASS_BY_CODE), set(BUILTIN_BASES))
        self.assertIs(type(errors.error_from({'code': 'protocol', 'message': 'm'})), goru.GoruError)

    def test_text_errno_filename_pickle_and_copy(self) -> None:
        for code in (*BUILTIN_BASES, 'protocol'):
            error = errors.error_from({'code': code, 'message': 'kv not enabled', 'notes': ['why']})
            if isinstance(error, OSError):
                error.filename = '/data/a'
            twins = [error, copy.copy(error), copy.deepcopy(error)]
            twins += [pickle.loads(pickle.dumps(error, protocol)) for protocol in range(6)]
            for twin in twins:
                with self.subTest(code=code):
                    self.assertIs(type(twin), type(error))
                    self.assertEqual(str(twin), 'kv not enabled')
                    self.assertEqual(repr(twin), f"{type(error).__name__}('kv not enabled')")
                    self.assertEqual(twin.args, ('kv not enabled',))
                    self.assertEqual(twin.__notes__, ['why'])
                    if isinstance(twin, OSError):
                        self.assertEqual(twin.errno, ERRNOS.get(code))
                        self.assertEqual(twin.strerror, 'kv not enabled')
                        self.assertEqual(twin.filename, '/data/a')

    def test_a_page_functions_error_keeps_its_name(self) -> None:
        error = errors.error_from(
            {'code': 'host-function', 'message': 'boom', 'name': 'RangeError'}
        )
        self.assertEqual(error.name, 'RangeError')  # type: ignore[attr-defined]
        self.assertEqual(pickle.loads(pickle.dumps(error)).name, 'RangeError')

    def test_all_are_exported_and_named_after_goru(self) -> None:
        for name in errors.__all__:
            self.assertIs(getattr(goru, name), getattr(errors, name))
            self.assertEqual(getattr(errors, name).__module__, 'goru')
            self.assertTrue(getattr(errors, name).__doc__)
