# "Run tests" in the menu beside Run shows what is right and what is not.
import unittest


def is_leap(year):
    """Whether a year has a 29th of February.

    >>> is_leap(2024)
    True
    >>> is_leap(2023)
    False
    """
    return year % 4 == 0


class LeapYears(unittest.TestCase):
    def test_every_fourth_year(self):
        self.assertTrue(is_leap(2028))

    def test_not_every_hundredth(self):
        self.assertFalse(is_leap(1900))
