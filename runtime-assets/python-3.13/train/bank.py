"""Accounts, transfers and statements: classes, properties, own exceptions, money in Decimal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class BankError(Exception):
    pass


class OverdrawnError(BankError):
    def __init__(self, owner: str, missing: Decimal) -> None:
        super().__init__(f'{owner} is short of {missing}')
        self.missing = missing


class Kind(Enum):
    DEPOSIT = auto()
    WITHDRAWAL = auto()
    INTEREST = auto()


class Entry(NamedTuple):
    day: int
    kind: Kind
    amount: Decimal


class Account(ABC):
    count = 0

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.entries: list[Entry] = []
        self._balance = Decimal(0)
        Account.count += 1

    @property
    def balance(self) -> Decimal:
        return self._balance

    @property
    @abstractmethod
    def rate(self) -> Decimal: ...

    def deposit(self, day: int, amount: Decimal) -> None:
        self._book(day, Kind.DEPOSIT, amount)

    def withdraw(self, day: int, amount: Decimal) -> None:
        if amount > self.available():
            raise OverdrawnError(self.owner, amount - self.available())
        self._book(day, Kind.WITHDRAWAL, -amount)

    def available(self) -> Decimal:
        return self._balance

    def add_interest(self, day: int) -> None:
        interest = (self._balance * self.rate).quantize(Decimal('0.01'), ROUND_HALF_UP)
        if interest:
            self._book(day, Kind.INTEREST, interest)

    def _book(self, day: int, kind: Kind, amount: Decimal) -> None:
        self.entries.append(Entry(day, kind, amount))
        self._balance += amount

    def __repr__(self) -> str:
        return f'{type(self).__name__}({self.owner!r}, {self._balance})'

    def __lt__(self, other: Account) -> bool:
        return self._balance < other._balance


class Savings(Account):
    @property
    def rate(self) -> Decimal:
        return Decimal('0.0125')


class Current(Account):
    def __init__(self, owner: str, credit: Decimal) -> None:
        super().__init__(owner)
        self.credit = credit

    @property
    def rate(self) -> Decimal:
        return Decimal(0) if self._balance >= 0 else Decimal('0.09')

    def available(self) -> Decimal:
        return super().available() + self.credit


class Bank:
    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.refused = 0

    def open(self, account: Account) -> None:
        self.accounts[account.owner] = account

    def __getitem__(self, owner: str) -> Account:
        return self.accounts[owner]

    def __iter__(self) -> Iterator[Account]:
        return iter(self.accounts.values())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = {owner: len(account.entries) for owner, account in self.accounts.items()}
        try:
            yield
        except BankError:
            self.refused += 1
            for owner, length in before.items():
                account = self.accounts[owner]
                for entry in account.entries[length:]:
                    account._balance -= entry.amount
                del account.entries[length:]

    def transfer(self, day: int, source: str, target: str, amount: Decimal) -> None:
        with self.transaction():
            self[target].deposit(day, amount)
            self[source].withdraw(day, amount)


def run() -> None:
    bank = Bank()
    names = [f'{first} {last}' for first in ('Ada', 'Bea', 'Cy') for last in ('Ng', 'Moe', 'Ek')]
    for position, name in enumerate(names):
        bank.open(Savings(name) if position % 2 else Current(name, Decimal(200)))
        bank[name].deposit(0, Decimal(100 * position + 50))
    for day in range(1, 220):
        source, target = names[day * 7 % 9], names[day * 5 % 9]
        bank.transfer(day, source, target, Decimal(day * 37 % 191) + Decimal('0.35'))
        if day % 30 == 0:
            for account in bank:
                account.add_interest(day)
    total = sum((account.balance for account in bank), Decimal(0))
    lines = [f'{a.owner:<10}|{a.balance:>12,.2f}|{len(a.entries):4d}' for a in sorted(bank)]
    assert len('\n'.join(lines)) > 100 and total > 0 and bank.refused >= 0
