# „Tests ausführen“ im Menü neben „Start“ zeigt,
# was stimmt und was nicht.
import unittest


def ist_schaltjahr(jahr):
    """Ob ein Jahr einen 29. Februar hat.

    >>> ist_schaltjahr(2024)
    True
    >>> ist_schaltjahr(2023)
    False
    """
    return jahr % 4 == 0


class Schaltjahre(unittest.TestCase):
    def test_jedes_vierte_jahr(self):
        self.assertTrue(ist_schaltjahr(2028))

    def test_nicht_jedes_hundertste(self):
        self.assertFalse(ist_schaltjahr(1900))
