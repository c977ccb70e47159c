"""Data in and out: json, csv, struct, pickle, copy, zlib, hashlib, sqlite3, datetime, files."""

from __future__ import annotations

import configparser
import copy
import gzip
import hashlib
import hmac
import io
import json
import lzma
import os
import pickle
import random
import shutil
import sqlite3
import struct
import tempfile
import zlib
from array import array
from collections import defaultdict, namedtuple
from datetime import UTC, date, datetime, time, timedelta, timezone
from operator import attrgetter, itemgetter
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

Station = namedtuple('Station', 'name height active')


class Measurement:
    def __init__(self, station: str, at: datetime, value: float) -> None:
        self.station = station
        self.at = at
        self.value = value

    def __reduce__(self) -> tuple[type, tuple[str, datetime, float]]:
        return Measurement, (self.station, self.at, self.value)


def measurements(count: int) -> list[Measurement]:
    source = random.Random(3)
    start = datetime(2023, 12, 30, 18, tzinfo=timezone(timedelta(hours=1)))
    return [
        Measurement(f'st{i % 12:02}', start + timedelta(minutes=17 * i), source.gauss(8, 4))
        for i in range(count)
    ]


def as_json(items: list[Measurement]) -> str:
    rows = [
        {
            'station': m.station,
            'at': m.at.isoformat(),
            'value': round(m.value, 2),
            'ok': True,
            'note': None if i % 3 else 'geprüft "ja"\n',
            'path': [i, [i / 7]],
        }
        for i, m in enumerate(items)
    ]
    return json.dumps({'rows': rows, 'unit': '°C'})


def from_json(text: str) -> dict[str, list[float]]:
    by_station: dict[str, list[float]] = defaultdict(list)
    for row in json.loads(text)['rows']:
        assert datetime.fromisoformat(row['at']).tzinfo is not None
        by_station[row['station']].append(row['value'])
    return by_station


def binary(items: list[Measurement]) -> bytes:
    record = struct.Struct('<4sdf')
    out = bytearray()
    for m in items:
        out += record.pack(m.station.encode(), m.at.timestamp(), m.value)
    assert all(name.startswith(b'st') for name, _, _ in record.iter_unpack(out))
    return bytes(out)


def database(items: list[Measurement]) -> list[tuple[Any, ...]]:
    with sqlite3.connect(':memory:') as db:
        db.execute('create table m (id integer primary key, station text, day text, value real)')
        db.executemany(
            'insert into m (station, day, value) values (?, ?, ?)',
            ((m.station, m.at.date().isoformat(), m.value) for m in items),
        )
        db.execute('create index by_station on m (station, day)')
        db.create_function('clip', 1, lambda value: max(0.0, min(10.0, value)))
        rows = db.execute(
            'select station, count(*), avg(clip(value)), max(day) from m '
            "where station like 'st%' group by station having count(*) > 1 order by 3 desc"
        ).fetchall()
        db.execute('create virtual table notes using fts5(body)')
        db.executemany('insert into notes values (?)', [(f'wind {i} rain',) for i in range(40)])
        found = db.execute("select count(*) from notes where notes match 'rain AND 7'").fetchone()
        assert found == (1,)
        assert db.execute("select json_extract('{\"a\": [1, 2]}', '$.a[1]')").fetchone() == (2,)
        db.rollback()
        return rows


def files(text: str) -> None:
    folder = Path(tempfile.mkdtemp())
    for i in range(6):
        target = folder / f'part{i}.txt'
        target.write_text(text[i * 50 : i * 50 + 400] + '\n', encoding='utf-8')
        with target.open('a', encoding='utf-8') as file:
            print('end', i, file=file)
        with target.open(encoding='utf-8') as file:
            lines = [line.rstrip() for line in file]
        assert lines[-1] == f'end {i}' and target.stat().st_size > 10
    names = sorted(path.name for path in folder.glob('*.txt'))
    assert len(names) == 6 and os.path.exists(folder) and PurePosixPath(folder, 'x.tar.gz').suffixes
    with io.BytesIO() as raw, gzip.GzipFile(fileobj=raw, mode='wb', mtime=0) as packed:
        packed.write(text.encode())
    shutil.rmtree(folder)


def calendar(days: int) -> int:
    day, end = date(2024, 2, 20), 0
    for _ in range(days):
        day += timedelta(days=1)
        end += day.isoweekday() + day.toordinal() % 7 + day.isocalendar()[1]
        if day.month == 2 and day.day == 29:
            assert day.strftime('%A %d %B %Y') and (day - date(2024, 1, 1)).days == 59
    moment = datetime.combine(day, time(12, 30)).replace(tzinfo=UTC)
    assert moment.astimezone(timezone(timedelta(hours=-5))).hour == 7
    assert datetime.strptime('2024-05-06 07:08', '%Y-%m-%d %H:%M') < moment.replace(tzinfo=None)
    return end


def run() -> None:
    items = measurements(400)
    text = as_json(items)
    assert len(from_json(text)) == 12
    assert json.loads(json.dumps(json.loads(text), indent=1, sort_keys=True)) == json.loads(text)
    data = binary(items)
    squeezed = zlib.compress(data, 6)
    assert (
        zlib.decompress(squeezed) == data
        and lzma.decompress(lzma.compress(data[:2000])) == data[:2000]
    )
    assert hashlib.sha256(data).digest() != hashlib.md5(data).digest()
    assert hmac.new(b'key', data, 'sha1').hexdigest() and hashlib.blake2b(data).hexdigest()
    again = pickle.loads(pickle.dumps(items[:120]))
    assert [m.value for m in again] == [m.value for m in items[:120]]
    tree = {'a': [Station('x', 12, True), {1, 2}], 'b': {'c': [1, 2, [3]]}}
    assert (
        copy.deepcopy(tree) == tree
        and copy.copy(tree) == tree
        and pickle.loads(pickle.dumps(tree, 2)) == tree
    )
    assert len(database(items)) == 12
    files(text)
    assert calendar(400) > 0
    ordered = sorted(items, key=attrgetter('station', 'value'))
    ordered.sort(key=lambda m: m.at, reverse=True)
    assert ordered[0].at > ordered[-1].at
    rows = sorted([(m.station, m.value) for m in items], key=itemgetter(1))
    assert rows == sorted(rows, key=lambda row: row[1])
    samples = array('d', (m.value for m in items))
    samples.extend(reversed(samples))
    assert array('d', samples.tobytes()) == samples
    config = configparser.ConfigParser()
    config.read_string('[a]\nx = 1\ny = %(x)s2\n[b]\nz: yes\n')
    assert config['a']['y'] == '12' and config.getboolean('b', 'z')
    root = ElementTree.fromstring(
        '<a>' + ''.join(f'<b n="{i}">t{i}</b>' for i in range(60)) + '</a>'
    )
    assert sum(int(b.get('n', 0)) for b in root.iter('b')) == 1770 and ElementTree.tostring(root)
    source = random.Random(9)
    deck = list(range(52))
    for _ in range(20):
        source.shuffle(deck)
        source.sample(deck, 5), source.choice(deck), source.randint(1, 6), source.random()
    assert sorted(deck) == list(range(52)) and source.choices('ab', [1, 9], k=5)
