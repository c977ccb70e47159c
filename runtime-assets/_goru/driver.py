"""The loop of a session: take a run, run it, report. Nothing a program does may end it."""

from __future__ import annotations

import _thread
import builtins
import sys

# Ours: a program may put something else into `builtins`, and `except` looks the name up.
from builtins import BaseException, Exception  # noqa: A004
from gc import collect, isenabled
from time import monotonic_ns

import goru
from _goru import deep_imports, program_builtins, warm_up
from _goru.blocked import blocked_modules, explain_failures
from _goru.guard import InterpreterGuard
from _goru.import_hooks import ImportHooks
from _goru.locks import Waiting
from _goru.own_modules import forget_changed_modules
from _goru.reports import VALUE_CHARACTERS, clip, report_error, report_plainly
from _goru.run_code import Program
from _goru.source_names import SourceTexts
from _goru.time_patches import Clock

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    import signal as _signal
    from collections.abc import Callable, Sequence
    from typing import Any

    from _goru.channel import Channel
    from _goru.exit_handlers import ExitHandlers
    from _goru.frames import Frame
    from _goru.reports import Report
    from _goru.run_code import Bundle
    from _goru.source_names import SourceName
    from _goru.stdio import StandardStreams
else:
    import _signal  # `signal` imports `enum`, which costs more than all of boot.

PROTOCOL_VERSION = 1
PROGRAM_NAMES = (
    'kv', 'fs', 'http', 'call', 'async_call', 'install_pkg', 'async_install_pkg', 'display',
)  # fmt: skip
#: What is patched to send its requests through the page or to do without threads, and where the
#: patch is.
_PATCHES = {
    'http.client': ('http_transport', 'patch_http_client'),
    'urllib.request': ('http_transport', 'patch_urllib_request'),
    'urllib3.util.wait': ('urllib3_transport', 'patch_wait'),
    'urllib3.connection': ('urllib3_transport', 'patch_connection'),
    'urllib3.connectionpool': ('urllib3_transport', 'patch_connectionpool'),
    'requests.adapters': ('urllib3_transport', 'patch_requests'),
    'httpx._transports.default': ('httpx_transport', 'patch_httpx'),
    'tqdm.std': ('progress_bars', 'patch_tqdm'),
    'rich.live': ('progress_bars', 'patch_live'),
    'rich.progress': ('progress_bars', 'patch_progress'),
}
FIRST_PAUSE_S = 0.1  # Somebody who waits for `ready` sends a run at once.
PAUSE_S = 0.002
EXERCISE_PAUSE_S = 2.0  # The page has more to load, and somebody may type.
#: What collecting may cost each program. With many objects, which take longer, it comes less often.
COLLECTING_NS = 20_000_000
#: How often in a row taking a run may fail. Memory that ran out does not come back by waiting.
MAX_FAILURES = 20


class Driver:
    def __init__(
        self,
        channel: Channel,
        streams: StandardStreams,
        *,
        workspace: str,
        mounts: Sequence[str] = (),
        installs: bool = True,
        exercise: bool = False,
    ) -> None:
        """`mounts` are the page's, each as `mode:path`; `exercise`: see exercise.py."""
        self._channel = channel
        self._workspace = workspace
        self._streams = streams
        self._mounts = [mount.partition(':') for mount in mounts]
        self._installs = installs
        channel.before_blocking = streams.flush
        texts = SourceTexts()
        self._texts = texts
        self._program = Program(texts)
        self._finish_tasks = _do_nothing
        self._exit_handlers: ExitHandlers | None = None
        self._collecting_ns = 0
        self._warm_up = warm_up.steps()
        if exercise:
            self._warm_up.append(self._plan_exercise)
        self._patch_interpreter(texts)
        self._interpreter = InterpreterGuard()

    def _patch_interpreter(self, texts: SourceTexts) -> None:
        self._hooks = hooks = ImportHooks(blocked_modules())
        clock = Clock(self._channel)
        clock.install()
        waiting = Waiting(self._channel)
        waiting.install(_thread)
        program_builtins.install()
        self._streams.open_by_number()
        deep_imports.install()
        explain_failures(hooks, _thread)
        hooks.provide('concurrent.futures.thread', 'inline_executor.py')
        hooks.provide('turtle', 'turtle.py')
        hooks.after_import(
            'goru._host', lambda host: host.connect(self._channel, hooks.after_import)
        )
        hooks.after_import('linecache', texts.serve_linecache)
        hooks.after_import('bdb', texts.serve_debugger)
        hooks.after_import('pdb', self._patch_debugger)
        hooks.after_import('os', program_builtins.add_terminal_size)
        hooks.after_import('pydoc', program_builtins.print_plainly)
        hooks.after_import('os', clock.patch_os)
        hooks.after_import('os', self._streams.patch_os)
        hooks.after_import('getpass', program_builtins.ask_without_warning)
        hooks.after_import('threading', waiting.patch_threading)
        hooks.after_import('queue', waiting.patch_queue)
        hooks.after_import('_goru.advice', self._tell_place)
        hooks.after_import('asyncio', self._patch_asyncio)
        for name, where in _PATCHES.items():
            hooks.after_import(name, _patch_later(*where))
        hooks.after_import('atexit', self._patch_atexit)
        hooks.install()
        builtins.__dict__.update({name: getattr(goru, name) for name in PROGRAM_NAMES})

    def _plan_exercise(self) -> float:
        from _goru import exercise

        self._warm_up += exercise.steps()
        return EXERCISE_PAUSE_S

    def _tell_place(self, advice: Any) -> None:
        advice.mounts = {path: mode for mode, _, path in self._mounts}
        advice.installs = self._installs

    def _patch_asyncio(self, package: Any) -> None:
        from _goru import end_of_run, event_loop

        event_loop.install(self._channel, package)
        self._finish_tasks = end_of_run.finish_tasks

    def _patch_debugger(self, pdb: Any) -> None:
        from _goru.debugger import patch_pdb

        patch_pdb(pdb, self._tell, self._streams.read_for)

    def _patch_atexit(self, atexit: Any) -> None:
        from _goru.exit_handlers import ExitHandlers

        self._exit_handlers = ExitHandlers()
        self._exit_handlers.install(atexit)

    def announce(self, python: str) -> None:
        self._channel.send({'type': 'ready', 'protocol': PROTOCOL_VERSION, 'python': python})

    def serve(self) -> None:
        while True:
            self.run_next()

    def run_next(self) -> None:
        frame = self._take_run()
        try:
            report = self._run(frame)
        except BaseException as error:  # A late interrupt, or a program that broke its own report.
            self._interpreter.leave_program()
            report = report_plainly(error)
        self._leave_program()
        result = {'type': 'result', 'run': frame['run']}
        try:
            self._channel.send({**result, **report})
        except Exception as error:  # The host takes no frame of this size.
            self._channel.send({**result, **report_plainly(error)})

    def _take_run(self) -> Frame:
        """Whatever a program left behind may strike here, a handler or the lack of memory."""
        failures = 0
        while True:
            try:
                return self._next_run()
            except Exception:
                self._interpreter.leave_program()
                failures += 1
                if failures == MAX_FAILURES:
                    raise

    def _next_run(self) -> Frame:
        """Waits for the next run, and spends the time on what it may need."""
        pause = FIRST_PAUSE_S
        while self._warm_up and not self._channel.has_run:
            self._channel.wait(pause)
            if not self._channel.has_run:
                pause = self._warm_up.pop(0)() or PAUSE_S
        return self._channel.next_run()

    def _run(self, frame: Frame) -> Report:
        self._enter_program(frame['run'])
        mode = frame.get('mode')
        if mode == 'question':
            from _goru import questions

            values = self._interpreter.program_builtins
            text = questions.answer(frame['source'], self._program.namespace, values)
            return {'status': 'ok', 'value': text}
        self._forget_changed_modules()
        is_entry = mode == 'console'
        if 'seed' in frame:
            _seed_random(frame['seed'])
        name = self._program.name_source(frame['source'], frame['filename'], frame.get('code'))
        self._channel.current_source = name
        try:
            run = self._plan(frame, name)
            self._interpreter.enter_program()
            try:
                if '# /// script' in name.source:  # PEP 723; whether it is one is found there.
                    from _goru import script_metadata

                    script_metadata.provide(name)
                value, rich = run()
            finally:
                # An entry of the console ends, and the program that it is part of goes on.
                if not is_entry:
                    self._finish_tasks()
                self._channel.tell_program_over()
            self._interpreter.leave_program()
            shown = None if value is None else clip(value, VALUE_CHARACTERS)
            report: Report = {'status': 'ok', 'value': shown}
            if rich is not None:
                report['display'] = rich
        except BaseException as error:
            self._interpreter.leave_program()
            report = report_error(error, name, self._streams, self._make_room)
        if not is_entry and self._exit_handlers is not None and self._exit_handlers.any_left:
            self._interpreter.enter_program()
            self._program.call(self._exit_handlers.run)
        if not is_entry:
            self._collect_cycles()
        if frame.get('isClockFrozen'):
            self._hooks.asked_ns.clear()  # By a clock that files do not know.
        return report

    def _collect_cycles(self) -> None:
        """Frees what only refers to itself, as the end of a process does.

        Python's own collector counts objects, not bytes: a few large ones of each run would fill
        the memory, which WebAssembly never gives back.
        """
        self._collecting_ns = max(0, self._collecting_ns - COLLECTING_NS)
        if self._collecting_ns > 0 or not isenabled():
            return
        started_ns = monotonic_ns()
        self._interpreter.enter_program()  # Finalisers are part of it.
        collect()
        self._interpreter.leave_program()
        self._collecting_ns = monotonic_ns() - started_ns

    def _plan(
        self, frame: Frame, name: SourceName
    ) -> Callable[[], tuple[str | None, Bundle | None]]:
        """What is to be done with the text; a program that does not compile fails here."""
        mode = frame.get('mode')
        if mode == 'tests':
            from _goru.program_tests import run_tests

            return lambda: run_tests(name, self._workspace, self._texts, self._tell)
        if mode == 'checks':
            from _goru.checks import run_checks

            output = frame.get('output', '')
            return lambda: run_checks(
                name, output, self._workspace, self._program, self._texts, self._tell
            )
        parts = self._program.prepare(name, is_entry=mode == 'console', args=frame.get('args', []))
        return lambda: self._program.run(parts)

    def _tell(self, mime_type: str, value: object) -> None:
        """Gives the page a piece of news that is no output."""
        from _goru.frames import to_json

        self._streams.flush()
        self._channel.send({'type': 'display', 'data': {mime_type: to_json(value)}})

    def _forget_changed_modules(self) -> None:
        try:
            forget_changed_modules(self._workspace, self._hooks.asked_ns)
        except Exception:
            pass  # A program has put something else in the place of what is looked at.

    def _make_room(self, error: BaseException) -> str | None:
        from _goru.memory import make_room

        return make_room(error, self._program, self._interpreter)

    def _enter_program(self, run: int) -> None:
        self._channel.current_run = run
        self._streams.install()
        # A handler that an earlier run left behind must not take Stop away from this one.
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        if sys.version_info >= (3, 13):  # Our own build, which asks the host while it computes.
            _signal.signal(_signal.SIGUSR1, self._channel.let_in)
        if 'asyncio' in sys.modules:
            from _goru import event_loop

            event_loop.prepare_run()

    def _leave_program(self) -> None:
        self._channel.current_run = None  # From here on an interrupt is too late.
        self._interpreter.leave_program()
        self._streams.flush()


def _patch_later(module: str, function: str) -> Callable[[Any], None]:
    """The patch `_goru.module.function`, imported when there is something to patch.

    A program's own module may have the name of a package's, and a package may have a version that
    is not known here. Neither is a reason for it not to be imported.
    """

    def patch(patched: Any) -> None:
        try:
            getattr(__import__(f'_goru.{module}', fromlist=(function,)), function)(patched)
        except AttributeError as error:
            import warnings

            text = f'{patched.__name__} is not as it is known here, and used as it is: {error}'
            warnings.warn(text, RuntimeWarning, stacklevel=2)

    return patch


def _seed_random(seed: int) -> None:
    try:
        import random

        random.seed(seed)
    except AttributeError:
        pass  # A program's own module of that name.


def _do_nothing() -> None:
    """Without asyncio there are no tasks."""
