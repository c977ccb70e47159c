"""What starting and reporting costs: compile, import, tracebacks, introspection, asyncio."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import dis
import importlib
import inspect
import io
import linecache
import logging
import sys
import traceback
import types
import typing
import unittest
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

#: Imported afresh again and again: reading the archive, unmarshalling, running class bodies.
MODULES = (
    'textwrap',
    'argparse',
    'dataclasses',
    'fractions',
    'statistics',
    'calendar',
    'shlex',
    'pprint',
    'html',
    'uuid',
    'gettext',
    'selectors',
    'queue',
    'tokenize',
    'sched',
    'wave',
    'colorsys',
    'cmd',
    'concurrent.futures',
    'urllib.parse',
    'http.client',
    'email.message',
    'xml.dom.minidom',
)


def compile_everything() -> int:
    size = 0
    for path in sorted(Path(__file__).parent.glob('*.py')):
        text = path.read_text(encoding='utf-8')
        tree = ast.parse(text, path.name)
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        size += len(names) + len(compile(tree, path.name, 'exec').co_code)
        size += len(compile(text, path.name, 'exec').co_consts)
    for wrong in (
        'def f(:',
        'x = (1,',
        'return 1',
        'for',
        '"abc',
        'class A\n  x',
        'f(a=1, 2)',
        'print "x"',
    ):
        try:
            compile(wrong, '<wrong>', 'exec')
        except SyntaxError as error:
            size += len(str(error)) + len(traceback.format_exception_only(error))
    for i in range(120):
        size += eval(f'({i} + 2) * 3 - len("abc{i}")')
        exec(f'def g{i}(a, b={i}):\n    return [x + b for x in a if x]\ny = g{i}([1, 2, 0])', {})
    return size


def import_again() -> int:
    count = 0
    for name in MODULES:
        before = set(sys.modules)
        importlib.import_module(name)
        for added in set(sys.modules) - before:
            count += 1
            del sys.modules[added]
    return count


def deep(n: int) -> float:
    return deep(n - 1) if n else 1 / n


def tracebacks() -> int:
    length = 0
    for n in range(12):
        try:
            try:
                deep(n)
            except ZeroDivisionError as error:
                raise LookupError('outer') from error
        except LookupError as error:
            length += len(''.join(traceback.format_exception(error)))
            length += len(traceback.extract_tb(error.__traceback__))
        try:
            [].missing  # type: ignore[attr-defined]  # noqa: B018
        except AttributeError as error:
            length += len(traceback.format_exc()) + len(error.name)
    with contextlib.suppress(RecursionError):
        length += int(deep(10**6))
    linecache.clearcache()
    return length


class Speaks(Protocol):
    def speak(self, loudly: bool = False) -> str: ...


class Dog:
    """Barks."""

    def speak(self, loudly: bool = False) -> str:
        return 'WOOF' if loudly else 'woof'


def introspection() -> int:
    found = 0
    for thing in (Dog.speak, deep, tracebacks, Path.joinpath, logging.Logger.log):
        signature = inspect.signature(thing)
        found += len(str(signature)) + len(signature.parameters) + len(inspect.getdoc(thing) or '')
    found += len(typing.get_type_hints(Dog.speak)) + len(dir(Dog())) + len(vars(Dog))
    listing = io.StringIO()
    dis.dis(deep, file=listing)
    module = types.ModuleType('made')
    setattr(module, 'x', 1)  # noqa: B010
    return found + len(listing.getvalue()) + getattr(module, 'x', 0) + isinstance(Dog(), Dog)


class Loop(asyncio.SelectorEventLoop):
    """Has no sockets to wake it; nothing here needs any."""

    def __init__(self) -> None:
        asyncio.BaseEventLoop.__init__(self)
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self.now = max(self.now, self._scheduled[0]._when)  # type: ignore[attr-defined]
        scheduled: list[Any] = self._scheduled  # type: ignore[attr-defined]
        while scheduled and scheduled[0]._when <= self.now:
            import heapq

            handle = heapq.heappop(scheduled)
            handle._scheduled = False
            self._ready.append(handle)  # type: ignore[attr-defined]
        for _ in range(len(self._ready)):  # type: ignore[attr-defined]
            handle = self._ready.popleft()  # type: ignore[attr-defined]
            if not handle._cancelled:
                handle._run()

    def close(self) -> None:
        asyncio.BaseEventLoop.close(self)


async def ticks(n: int) -> AsyncIterator[int]:
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def worker(queue: asyncio.Queue[int], done: list[int]) -> None:
    while True:
        n = await queue.get()
        await asyncio.sleep(0.01 * (n % 3))
        done.append(n)
        queue.task_done()


async def main_task() -> int:
    queue: asyncio.Queue[int] = asyncio.Queue(5)
    done: list[int] = []
    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(worker(queue, done)) for _ in range(4)]
        for i in range(120):
            await queue.put(i)
        await queue.join()
        for task in workers:
            task.cancel()
    total = sum([i async for i in ticks(60)])
    results = await asyncio.gather(*(asyncio.sleep(0.1, i) for i in range(40)))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.5):
            await asyncio.Event().wait()
    lock = asyncio.Lock()
    async with lock:
        total += len(results)
    return total + len(done)


def run_loop() -> int:
    loop = Loop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main_task())
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def logs_and_warnings() -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter('%(levelname)s %(name)s: %(message)s'))
    logger = logging.getLogger('train.startup')
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    for i in range(40):
        logger.debug('not seen %d', i)
        if i % 8 == 0:
            logger.warning('seen %s', {'i': i})
    logger.removeHandler(handler)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        warnings.warn('old', DeprecationWarning, stacklevel=2)
    return out.getvalue() + str(len(caught))


class Sums(unittest.TestCase):
    def setUp(self) -> None:
        self.values = [1, 2, 3]

    def test_sum(self) -> None:
        self.assertEqual(sum(self.values), 6)

    def test_raises(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            deep(2)

    def test_failing(self) -> None:
        self.assertIn(4, self.values)


def tests() -> int:
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Sums)
    result = unittest.TextTestRunner(io.StringIO(), verbosity=2).run(suite)
    return result.testsRun


def printing(write: Callable[[str], object] = print) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        for i in range(300):
            print(i, 'text', [i], sep=', ')
            print({'a': i, 'b': (1.5, None)}, end=';')


def run() -> None:
    assert compile_everything() and tracebacks() and introspection()
    assert import_again() >= len(MODULES) // 2
    assert run_loop() == sum(range(60)) + 40 + 120
    assert 'WARNING' in logs_and_warnings() and tests() == 3
    printing()
