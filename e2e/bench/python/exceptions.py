"""Raising, catching, chaining and cleaning up.

Loads exception objects, tracebacks, `with` and `finally`, and the search for a handler.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import TracebackType

EXPECTED = 203_431_965
ROUNDS = 40_000
DEPTH = 12


class ShopError(Exception):
    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class SoldOutError(ShopError):
    pass


class PaymentError(ShopError):
    pass


class Ledger:
    def __init__(self) -> None:
        self.entered = 0
        self.failed = 0

    def __enter__(self) -> Self:
        self.entered += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if error is not None:
            self.failed += 1
        return isinstance(error, SoldOutError)


@contextmanager
def translated(number: int) -> Generator[int]:
    try:
        yield number
    except KeyError as error:
        raise PaymentError('no such account', number) from error


def buy(number: int) -> int:
    if number % 3 == 0:
        raise SoldOutError(f'item {number}', number % 10)
    if number % 5 == 0:
        raise PaymentError('declined', number % 7)
    if number % 7 == 0:
        raise ZeroDivisionError
    return number % 11


def shop(number: int, ledger: Ledger) -> int:
    try:
        with ledger:
            return buy(number)
        return -1  # sold out: the ledger kept it to itself
    except PaymentError as error:
        return error.code
    except (ValueError, ArithmeticError):
        return 1
    finally:
        ledger.entered += 1


def from_below(depth: int) -> int:
    if depth == 0:
        raise LookupError('at the bottom')
    try:
        return from_below(depth - 1)
    finally:
        depth += 1


def chained(number: int) -> int:
    accounts: dict[int, int] = {}
    try:
        with translated(number):
            return accounts[number]
    except PaymentError as error:
        cause = error.__cause__
        return error.code + (isinstance(cause, KeyError) and cause.args[0] == number)


def depth_of(error: BaseException) -> int:
    depth = 0
    traceback = error.__traceback__
    while traceback is not None:
        depth += 1
        traceback = traceback.tb_next
    return depth


def many(number: int) -> int:
    caught = 0
    try:
        raise ExceptionGroup('two', [ValueError(number), SoldOutError('gone', 1)])
    except* ValueError:
        caught += 1
    except* ShopError:
        caught += 2
    return caught


def bench() -> int:
    ledger = Ledger()
    checksum = 0
    for number in range(ROUNDS):
        checksum += shop(number, ledger)
        with suppress(ValueError):
            checksum += int('7' if number % 2 == 0 else 'seven')
        try:
            checksum += getattr(ledger, 'missing', 3) + [1, 2][number % 3]
        except IndexError:
            checksum += 1
        if number % 4 == 0:
            checksum += chained(number)
            checksum += many(number)
        if number % 8 == 0:
            try:
                from_below(DEPTH)
            except LookupError as error:
                checksum += depth_of(error)
    return checksum + ledger.entered * 10 + ledger.failed * 100
