"""Analysis of a web server's log: string methods, regular expressions, Counter, dates, CSV."""

from __future__ import annotations

import csv
import io
import re
import statistics
from collections import Counter, defaultdict, deque
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = re.compile(
    r'(?P<host>[\d.]+) - (?P<user>\S+) \[(?P<when>[^\]]+)\] '
    r'"(?P<method>[A-Z]+) (?P<path>[^ "]*) HTTP/1\.[01]" (?P<status>\d{3}) (?P<size>\d+|-)'
)


class Hit(TypedDict):
    host: str
    when: datetime
    path: str
    status: int
    size: int


def lines(count: int) -> Iterator[str]:
    when = datetime(2024, 2, 28, 22, tzinfo=UTC)
    paths = [
        '/',
        '/about',
        '/api/items?id=%d',
        '/img/%03d.png',
        '/kontakt/über-uns',
        '/wp-login.php',
    ]
    for i in range(count):
        when += timedelta(seconds=i % 13, milliseconds=i * 7 % 1000)
        path = paths[i * 7 % 6]
        if '%' in path:
            path %= i % 40
        status = (200, 200, 304, 404, 200, 500, 301)[i % 7]
        size = '-' if status == 304 else str(i * 7919 % 20_000)
        user = 'bob' if i % 5 == 0 else '-'
        stamp = when.strftime('%d/%b/%Y:%H:%M:%S %z')
        yield f'10.0.{i % 4}.{i % 23} - {user} [{stamp}] "GET {path} HTTP/1.1" {status} {size}'
    yield 'broken line without any structure'


def parse(text: str) -> Hit | None:
    match = LINE.fullmatch(text)
    if match is None:
        return None
    found = match.groupdict()
    size = found['size']
    return {
        'host': found['host'],
        'when': datetime.strptime(found['when'], '%d/%b/%Y:%H:%M:%S %z'),
        'path': found['path'].partition('?')[0].rstrip('/') or '/',
        'status': int(found['status']),
        'size': 0 if size == '-' else int(size),
    }


def busiest(hits: list[Hit], window: timedelta) -> int:
    recent: deque[datetime] = deque()
    most = 0
    for hit in hits:
        recent.append(hit['when'])
        while recent[0] < hit['when'] - window:
            recent.popleft()
        most = max(most, len(recent))
    return most


def report(hits: list[Hit]) -> str:
    by_path: defaultdict[str, list[int]] = defaultdict(list)
    for hit in hits:
        by_path[hit['path']].append(hit['size'])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(['path', 'hits', 'mean', 'median', 'largest'])
    for path, sizes in sorted(by_path.items(), key=lambda item: (-len(item[1]), item[0])):
        mean = round(statistics.fmean(sizes), 1)
        writer.writerow([path, len(sizes), mean, statistics.median(sizes), max(sizes)])
    return out.getvalue()


def run() -> None:
    text = '\n'.join(lines(500))
    hits = [hit for line in text.splitlines() if (hit := parse(line)) is not None]
    assert len(hits) == 500
    hosts = Counter(hit['host'] for hit in hits)
    statuses = Counter(map(itemgetter('status'), hits))
    assert hosts.most_common(3) and statuses[404]
    table = report(hits)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sum(int(row['hits']) for row in rows) == 500
    assert busiest(hits, timedelta(minutes=1)) > 1
    per_hour = {
        hour.isoformat(): sum(1 for _ in group)
        for hour, group in groupby(hits, key=lambda hit: hit['when'].replace(minute=0, second=0))
    }
    assert per_hour
    masked = re.sub(r'(\d+)\.(\d+)\.\d+\.\d+', lambda m: f'{m[1]}.{m[2]}.x.x', text)
    words = re.split(r'[\s"\[\]/]+', masked.upper().replace('HTTP', 'h'))
    assert len({word.casefold().strip('-') for word in words if word.isalnum()}) > 5
    assert text.count('404') and text.encode().decode('utf-8').find('über') > 0
