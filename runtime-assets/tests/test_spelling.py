from __future__ import annotations

import sys
import unittest

from _goru.spelling import nearest_name
from _goru.well_known import PROJECTS

LIBRARY = sorted(name for name in sys.stdlib_module_names if name[0] != '_')
KNOWN = [*LIBRARY, *PROJECTS]


class NearestName(unittest.TestCase):
    """web/spelling/nearest-name.test.ts has the same cases."""

    def test_slips(self) -> None:
        for name, meant in {
            'reqests': 'requests',  # missing
            'requessts': 'requests',  # too many
            'requezts': 'requests',  # another one
            'reqeusts': 'requests',  # swapped
            'rqests': 'requests',
            'rqeusets': 'requests',  # two, in a long name
            'flasks': 'flask',
            'Flask': 'flask',
            'jsno': 'json',
            'so': 'os',
            'sxi': 'six',
            'matplotlip': 'matplotlib',
            'nunpy': 'numpy',  # and runpy begins with another letter
        }.items():
            with self.subTest(name):
                self.assertEqual(nearest_name(name, KNOWN), meant)

    def test_names_that_are_no_slips(self) -> None:
        for name in (
            *('numpy', 'numba', 'flask', 'attr', 'attrs', 'yaml', 'six', 'httpx', 'toml', 'tomli'),
            # Too short to tell, or too different.
            *('sixx', 'syss', 'r', 'xml2', 'mymodule', 'numbers2x', 'flaskkk'),
        ):
            with self.subTest(name):
                self.assertEqual(nearest_name(name, KNOWN), '')

    def test_the_nearest_and_of_those_the_first(self) -> None:
        self.assertEqual(nearest_name('helpers', ['helpers__', 'helperz', 'helper']), 'helperz')
        self.assertEqual(nearest_name('helperss', ['helpersXX', 'helpers']), 'helpers')

    def test_no_well_known_name_is_taken_for_another_one(self) -> None:
        for name in PROJECTS:
            self.assertEqual(nearest_name(name, KNOWN), '')
