from __future__ import annotations

import unittest
from textwrap import dedent, indent
from typing import Any

from support.fake_host import HostError, Later
from support.session import Session

session = Session()


def invoke(params: dict[str, Any], payload: bytes) -> Any:
    arguments = params['args']
    if 'fail' in arguments:
        raise HostError('host-function', arguments['fail'], name='TypeError')
    return Later(arguments.get('seconds', 0), arguments)


session.host.handlers['call/invoke'] = invoke


def program(body: str) -> str:
    """`body` as the body of an asyncio.run'ed main; its value is the program's."""
    lines = indent(dedent(body).strip('\n'), '    ')
    return f'import asyncio, time\nasync def main():\n{lines}\nasyncio.run(main())'


class Conformance(unittest.TestCase):
    def check(self, body: str, value: str) -> None:
        self.assertEqual(session.value(program(body)), value)

    def test_sleep_gather_and_order(self) -> None:
        self.check(
            """
            out = []
            async def step(n):
                await asyncio.sleep(n / 10)
                out.append(n)
                return n
            got = await asyncio.gather(*map(step, (3, 1, 2)))
            return got, out
            """,
            '([3, 1, 2], [1, 2, 3])',
        )

    def test_wait_and_timeouts(self) -> None:
        self.check(
            """
            task = asyncio.ensure_future(asyncio.sleep(9))
            done, pending = await asyncio.wait([task], timeout=0.01)
            task.cancel()
            try:
                await asyncio.wait_for(asyncio.sleep(9), 0.01)
            except TimeoutError:
                one = "wait_for"
            try:
                async with asyncio.timeout(0.01):
                    await asyncio.Event().wait()
            except TimeoutError:
                two = "timeout"
            return len(done), len(pending), one, two
            """,
            "(0, 1, 'wait_for', 'timeout')",
        )

    def test_queues_locks_events_and_barriers(self) -> None:
        self.check(
            """
            queue, lock = asyncio.Queue(1), asyncio.Lock()
            event, barrier = asyncio.Event(), asyncio.Barrier(2)
            async def producer():
                for i in range(3):
                    async with lock:
                        await queue.put(i)
                event.set()
                await barrier.wait()
            async with asyncio.TaskGroup() as group:
                group.create_task(producer())
                got = [await queue.get() for _ in range(3)]
                await event.wait()
                await barrier.wait()
            return got
            """,
            '[0, 1, 2]',
        )

    def test_a_task_group_collects_errors(self) -> None:
        self.check(
            """
            async def fail(e): raise e
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(fail(ValueError(1)))
                    group.create_task(fail(TypeError(2)))
            except* ValueError as g:
                a = len(g.exceptions)
            except* TypeError as g:
                b = len(g.exceptions)
            return a, b
            """,
            '(1, 1)',
        )

    def test_threads_are_replaced_by_later_turns(self) -> None:
        self.check(
            """
            order = []
            def work(n):
                order.append(n)
                return n
            loop = asyncio.get_running_loop()
            future = loop.run_in_executor(None, work, 1)
            order.append(0)
            got = await future, await asyncio.to_thread(work, 2)
            return got, order
            """,
            '((1, 2), [0, 1, 2])',
        )
        self.check(
            """
            def stop(): raise StopIteration
            try:
                await asyncio.to_thread(stop)
            except RuntimeError as e:
                return "StopIteration" in str(e)
            """,
            'True',
        )

    def test_async_generators_are_shut_down(self) -> None:
        session.run(
            program(
                """
                async def numbers():
                    try:
                        yield 1
                        yield 2
                    finally:
                        await asyncio.sleep(0)
                        print("closed")
                global generator
                generator = numbers()
                print(await anext(generator))
                """
            )
        )
        self.assertEqual(session.stdout, '1\nclosed\n')

    def test_call_later_and_threadsafe(self) -> None:
        self.check(
            """
            loop, out = asyncio.get_running_loop(), []
            loop.call_later(0.02, out.append, "later")
            loop.call_soon_threadsafe(out.append, "soon")
            loop.call_at(loop.time() + 0.01, out.append, "at")
            await asyncio.sleep(0.05)
            return out
            """,
            "['soon', 'at', 'later']",
        )

    def test_contextvars(self) -> None:
        self.check(
            """
            import contextvars
            var = contextvars.ContextVar("v", default=0)
            async def child():
                var.set(1)
                return var.get()
            task = asyncio.create_task(child())
            return await task, var.get(), await asyncio.to_thread(var.get)
            """,
            '(1, 0, 0)',
        )

    def test_nested_runs_are_refused(self) -> None:
        self.check(
            """
            coroutine = asyncio.sleep(0)
            try:
                asyncio.run(coroutine)
            except RuntimeError as e:
                coroutine.close()
                return str(e)
            """,
            "'asyncio.run() cannot be called from a running event loop'",
        )

    def test_runner_debug_and_loop_factory(self) -> None:
        source = """
            import asyncio
            async def f(): return asyncio.get_running_loop().get_debug()
            with asyncio.Runner(debug=True, loop_factory=asyncio.SelectorEventLoop) as runner:
                got = runner.run(f()), runner.run(f())
            (*got, asyncio.run(f(), debug=False))
            """
        self.assertEqual(session.value(source), '(True, True, False)')

    def test_a_selector_of_ones_own_is_accepted(self) -> None:
        source = """
            import asyncio, selectors
            loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
            loop.run_until_complete(asyncio.sleep(0, 1))
        """
        self.assertEqual(session.value(source), '1')

    def test_the_exception_handler_is_called(self) -> None:
        self.check(
            """
            seen = []
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda loop, context: seen.append(context["exception"]))
            loop.call_soon(lambda: 1/0)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            return repr(seen)
            """,
            '"[ZeroDivisionError(\'division by zero\')]"',
        )

    def test_an_idle_loop_burns_nothing(self) -> None:
        self.check(
            """
            start = time.process_time()
            await asyncio.sleep(0.3)
            return time.process_time() - start < 0.1
            """,
            'True',
        )

    def test_exits_end_the_run_and_not_the_session(self) -> None:
        self.assertEqual(session.run(program('import sys\nsys.exit(4)'))['code'], 4)
        source = 'import asyncio, sys\nasync def f(): sys.exit(5)\nawait asyncio.gather(f())'
        self.assertEqual(session.run(source)['code'], 5)
        self.assertEqual(session.value('await asyncio.sleep(0, "alive")'), "'alive'")

    def test_what_cannot_work_says_why(self) -> None:
        loop = 'asyncio.get_running_loop()'
        cases = {
            'await asyncio.open_connection("h", 80)': 'No network stack: use http',
            'await asyncio.start_server(print, "h", 80)': 'No network stack: use http',
            'asyncio.get_running_loop().add_reader(0, print)': 'No network stack: use http',
            'await asyncio.get_running_loop().getaddrinfo("h", 80)': 'No network stack: use http',
            'await asyncio.create_subprocess_exec("ls")': 'No process support in WASI',
            'await asyncio.create_subprocess_shell("ls")': 'run Python code in this process',
            f'await {loop}.connect_read_pipe(print, 0)': 'No process support in WASI',
            f'import signal; {loop}.add_signal_handler(signal.SIGINT, print)': 'SIGINT',
        }
        for body, reason in cases.items():
            with self.subTest(body):
                result = session.run(program(body))
                self.assertEqual(result['errorType'], 'NotImplementedError')
                self.assertIn(reason, result['message'])


class HostCalls(unittest.TestCase):
    def test_concurrent_calls_overlap(self) -> None:
        source = program(
            """
            start = time.monotonic()
            got = await asyncio.gather(*(async_call("f", seconds=0.2, n=n) for n in range(3)))
            return [g["n"] for g in got], time.monotonic() - start < 0.4
            """
        )
        self.assertEqual(session.value(source), '([0, 1, 2], True)')

    def test_an_error_arrives_in_the_task(self) -> None:
        source = program(
            """
            try:
                await async_call("f", fail="boom")
            except Exception as e:
                return type(e).__name__, e.name, str(e)
            """
        )
        self.assertEqual(session.value(source), "('HostFunctionError', 'TypeError', 'boom')")

    def test_a_cancelled_call_is_cancelled_on_the_host(self) -> None:
        source = program(
            """
            task = asyncio.create_task(async_call("f", seconds=0.05))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.sleep(0.1)
            return task.cancelled()
            """
        )
        self.assertEqual(session.value(source), 'True')
        self.assertEqual(
            session.host.sent_of('cancel')[-1]['id'], session.host.sent_of('call')[-1]['id']
        )
        self.assertEqual(session.channel.arrived(), [])

    def test_blocking_and_awaited_calls_mix(self) -> None:
        source = program(
            """
            task = asyncio.create_task(async_call("f", n=1))
            await asyncio.sleep(0)
            return call("f", seconds=0.02, n=2)["n"], (await task)["n"]
            """
        )
        self.assertEqual(session.value(source), '(2, 1)')


class TopLevelAwait(unittest.TestCase):
    def test_it_has_a_value(self) -> None:
        self.assertEqual(session.value('import asyncio\nx = await asyncio.sleep(0, 4)\nx + 1'), '5')
        self.assertEqual(session.value('await asyncio.sleep(0, 6)'), '6')
        self.assertEqual(
            session.value('await asyncio.sleep(0)\nasyncio.get_running_loop().is_running()'), 'True'
        )

    def test_async_for_and_with(self) -> None:
        session.run(
            """
            import contextlib
            @contextlib.asynccontextmanager
            async def manager():
                yield 1
            async def numbers():
                yield 2
            async with manager() as m:
                print(m)
            async for n in numbers():
                print(n)
            """
        )
        self.assertEqual(session.stdout, '1\n2\n')
        self.assertEqual(session.value('[n async for n in numbers()]'), '[2]')

    def test_context_variables_are_seen_by_later_runs(self) -> None:
        session.run('import contextvars, asyncio\nvar = contextvars.ContextVar("var")\nvar.set(1)')
        self.assertEqual(session.value('await asyncio.sleep(0)\nvar.get()'), '1')
        session.run('await asyncio.sleep(0)\nvar.set(2)')
        self.assertEqual(session.value('var.get()'), '2')

    def test_errors_show_only_the_programs_frames(self) -> None:
        result = session.run(
            'import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    1/0\nawait f()'
        )
        self.assertEqual(
            result['traceback'],
            'Traceback (most recent call last):\n'
            '  File "main.py", line 5, in <module>\n    await f()\n'
            '  File "main.py", line 4, in f\n    1/0\n    ~^~\n'
            'ZeroDivisionError: division by zero\n',
        )

    def test_it_survives_asyncio_run_and_closed_loops(self) -> None:
        session.run(program('pass'))
        self.assertEqual(session.value('await asyncio.sleep(0, 1)'), '1')
        session.run('asyncio.get_event_loop_policy().get_event_loop().close()')
        self.assertEqual(session.value('await asyncio.sleep(0, 2)'), '2')


class EndOfARun(unittest.TestCase):
    """What a program leaves behind ends with it, and is not heard of in the next one."""

    def run_both(self, source: str) -> tuple[str, str]:
        """Runs a program, and then one that awaits; what each of them wrote."""
        session.run(source)
        first = session.stdout + session.stderr
        self.assertEqual(session.run('await asyncio.sleep(0.03)')['status'], 'ok')
        return first, session.stdout + session.stderr

    TICK = """
            import asyncio
            async def tick():
                try:
                    while True:
                        print("tick")
                        await asyncio.sleep(0.001)
                finally:
                    await asyncio.sleep(0)
                    print("cleaned up")
            """

    def test_tasks_are_cancelled_and_named(self) -> None:
        source = 'task = asyncio.create_task(tick())\n            await asyncio.sleep(0)'
        first, second = self.run_both(f'{self.TICK}{source}')
        self.assertIn('[1 background task was cancelled when the program ended: tick()]', first)
        self.assertEqual(second, '')

    def test_a_task_may_clean_up_first(self) -> None:
        source = 'task = asyncio.create_task(tick())\n            await asyncio.sleep(0.01)'
        first, second = self.run_both(f'{self.TICK}{source}')
        self.assertIn('tick\ncleaned up\n[1 background task was cancelled', first)
        self.assertEqual(second, '')
        self.assertEqual(session.value('task.cancelled()'), 'True')

    def test_many_are_counted(self) -> None:
        source = """
            import asyncio
            async def one(): await asyncio.Event().wait()
            tasks = [asyncio.create_task(one()) for _ in range(5)]
            await asyncio.sleep(0)
            """
        first, _ = self.run_both(source)
        self.assertEqual(
            first,
            '[5 background tasks were cancelled when the program ended: one(), one(), one(), …]\n',
        )

    def test_also_when_the_program_fails_exits_or_is_stopped(self) -> None:
        for ending in ('1/0', 'raise SystemExit', 'await asyncio.sleep(60)'):
            with self.subTest(ending):
                body = 'asyncio.create_task(tick())\n            await asyncio.sleep(0)\n'
                source = f'{self.TICK}{body}            {ending}'
                session.run(source, interrupt_after=0.05 if '60' in ending else None)
                self.assertIn('cleaned up', session.stdout)
                self.assertIn('1 background task was cancelled', session.stderr)
                self.assertEqual(session.run('await asyncio.sleep(0.01)')['status'], 'ok')
                self.assertEqual(session.stdout + session.stderr, '')

    def test_planned_calls_are_dropped(self) -> None:
        source = 'import asyncio\nasyncio.get_running_loop().call_later(0.01, print, "late")\n'
        self.assertEqual(self.run_both(f'{source}await asyncio.sleep(0)'), ('', ''))

    def test_async_generators_are_closed_and_later_ones_work(self) -> None:
        source = """
            import asyncio
            async def numbers():
                try:
                    yield 1
                finally:
                    print("closed")
            generator = numbers()
            await anext(generator)
            """
        self.assertEqual(self.run_both(source), ('closed\n', ''))
        self.assertEqual(self.run_both(source), ('closed\n', ''))

    def test_a_task_that_refuses_is_abandoned(self) -> None:
        source = """
            import asyncio
            async def stubborn():
                while True:
                    try:
                        await asyncio.sleep(0.01)
                    except asyncio.CancelledError:
                        pass
            task = asyncio.create_task(stubborn())
            await asyncio.sleep(0)
            """
        first, second = self.run_both(source)
        self.assertIn('stubborn()', first)
        self.assertEqual(second, '')
        self.assertEqual(session.run('del task')['status'], 'ok')
        self.assertEqual(session.stderr, '')

    def test_the_end_can_be_stopped_too(self) -> None:
        source = """
            import asyncio, time
            async def stubborn():
                try:
                    await asyncio.Event().wait()
                finally:
                    time.sleep(60)
            task = asyncio.create_task(stubborn())
            await asyncio.sleep(0)
            """
        self.assertEqual(session.run(source, interrupt_when_idle=True)['status'], 'interrupted')
        self.assertEqual(session.value('await asyncio.sleep(0, 1)'), '1')

    def test_errors_that_nobody_saw_are_reported_at_once(self) -> None:
        source = """
            import asyncio
            async def fail(): 1/0
            task = asyncio.create_task(fail())
            await asyncio.sleep(0.01)
            """
        first, second = self.run_both(source)
        self.assertIn('Task exception was never retrieved', first)
        self.assertIn('ZeroDivisionError', first)
        self.assertEqual(second, '')
        session.run('del task')
        self.assertEqual(session.stderr, '')

    def test_a_loop_of_the_programs_own_is_treated_alike(self) -> None:
        source = """
            import asyncio
            loop = asyncio.new_event_loop()
            task = loop.create_task(asyncio.sleep(60))
            loop.run_until_complete(asyncio.sleep(0))
            """
        session.run(source)
        self.assertIn('1 background task was cancelled', session.stderr)
        self.assertEqual(session.value('loop.run_until_complete(asyncio.sleep(0, 7))'), '7')

    def test_locks_and_queues_live_on(self) -> None:
        session.run('import asyncio\nqueue = asyncio.Queue()')
        reader = 'asyncio.create_task(asyncio.sleep(0.01)).add_done_callback('
        source = f'{reader}lambda _: queue.put_nowait(5))\nawait queue.get()'
        self.assertEqual([session.value(source), session.value(source)], ['5', '5'])

    def test_a_coroutine_that_was_not_awaited_is_reported_by_its_own_run(self) -> None:
        result = session.run('async def main():\n    pass\n\nmain()')
        self.assertIn('<coroutine object main', result['value'])
        self.assertEqual(
            session.stderr,
            "main.py:4: RuntimeWarning: coroutine 'main' was never awaited\n  main()\n",
        )
        for source in ('1', '2', 'import gc; gc.collect(); None'):
            session.run(source)
            self.assertEqual(session.stderr, '')

    def test_a_coroutine_in_a_variable_can_still_be_awaited(self) -> None:
        session.run('async def main():\n    return 5\ncoroutine = main()\ncoroutine')
        self.assertEqual(session.stderr, '')
        self.assertEqual(session.value('await coroutine'), '5')

    def test_mixing_both_ways_is_explained(self) -> None:
        result = session.run(
            'import asyncio\nasync def main(): pass\nawait asyncio.sleep(0)\nasyncio.run(main())'
        )
        self.assertEqual(
            result['message'], 'asyncio.run() cannot be called from a running event loop'
        )
        self.assertIn('write `await main()` instead', result['traceback'])
        self.assertNotIn('never awaited', session.stderr)
        for source in ('1/0', 'import gc; gc.collect(); None'):
            session.run(source)
            self.assertNotIn('never awaited', session.stderr)


class OldScripts(unittest.TestCase):
    def test_a_script_with_its_own_loop_runs_twice(self) -> None:
        source = """
            import asyncio, warnings
            warnings.simplefilter("ignore")
            loop = asyncio.get_event_loop()
            got = loop.run_until_complete(asyncio.sleep(0, 1))
            loop.close()
            got
            """
        self.assertEqual([session.value(source), session.value(source)], ['1', '1'])
