"""Pickling and unpickling with the implementation in Python that the C one was made from.

Loads method dispatch by tables, bytes, struct packing and memo dicts.
"""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import Any

EXPECTED = 154_356_544
ROUNDS = 32
RECORDS = 60


class Money:
    def __init__(self, amount: int, currency: str) -> None:
        self.amount = amount
        self.currency = currency


class Account:
    def __init__(self, owner: str, balance: Money) -> None:
        self.owner = owner
        self.balance = balance
        self.history: list[Money] = [balance]


def documents() -> dict[str, Any]:
    accounts = [Account(f'owner {number}', Money(number * 7, 'EUR')) for number in range(RECORDS)]
    return {
        'accounts': accounts,
        'by owner': {account.owner: account for account in accounts},
        'numbers': [number**3 - 2**number for number in range(0, RECORDS * 2, 2)],
        'floats': tuple(number / 7 for number in range(RECORDS * 4)),
        'texts': [f'text {number} \u00e4\u2713' * 3 for number in range(RECORDS)],
        'bytes': [bytes(range(number)) for number in range(RECORDS)],
        'pairs': [(number, (number + 1, None, True)) for number in range(RECORDS * 2)],
        'sets': [frozenset(range(number, number + 5)) for number in range(RECORDS)],
    }


def copy_of(value: dict[str, Any], protocol: int) -> dict[str, Any]:
    file = BytesIO()
    pickle._Pickler(file, protocol).dump(value)
    file.seek(0)
    return pickle._Unpickler(file).load()


def digest(value: dict[str, Any]) -> int:
    accounts: list[Account] = value['accounts']
    total = sum(account.balance.amount for account in accounts)
    total += sum(value['numbers']) % 1_000_003
    total += round(sum(value['floats']) * 1_000)
    total += sum(len(text) for text in value['texts']) + sum(sum(data) for data in value['bytes'])
    total += sum(first + inner[0] for first, inner in value['pairs'])
    total += sum(sum(numbers) for numbers in value['sets'])
    # Identity is part of what a pickle keeps.
    if any(value['by owner'][account.owner] is not account for account in accounts):
        raise ValueError('a shared object came back twice')
    return total


def bench() -> int:
    original = documents()
    checksum = 0
    for round_number in range(ROUNDS):
        checksum += digest(copy_of(original, 2 + round_number % 4))
    return checksum
