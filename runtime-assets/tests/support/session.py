"""A whole session in this process: driver, channel and streams, with a scripted host."""

from __future__ import annotations

import json
from errno import ECANCELED
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from _goru.channel import Channel
from _goru.driver import Driver
from _goru.stdio import OutputFile, StandardStreams
from support.fake_host import FakeHost

if TYPE_CHECKING:
    from collections.abc import Sequence


class Session:
    def __init__(self, mounts: Sequence[str] = (), workspace: str = '/tmp') -> None:
        self.host = FakeHost()
        self.output: list[tuple[int, str]] = []
        self.cancel_writes = False
        self.channel = Channel(self.host)
        session = self

        class Captured(OutputFile):
            def write_through(self, data: bytes) -> int:
                if session.cancel_writes and session.host.has_due:
                    raise OSError(ECANCELED, 'look into the channel')
                session.output.append((self.fileno(), bytes(data).decode('utf-8', 'replace')))
                return len(data)

        streams = StandardStreams(self.channel, Captured)
        self.driver = Driver(self.channel, streams, workspace=workspace, mounts=mounts)
        self.lines: list[bytes] = []
        self.host.handlers['stdin/read'] = self._read_line
        self.runs = 0

    def run(
        self,
        source: str,
        filename: str = 'main.py',
        *,
        mode: str | None = None,
        interrupt_after: float | None = None,
        interrupt_when_idle: bool = False,
        **more: Any,
    ) -> dict[str, Any]:
        """Runs a text; one that begins with a new line is a block, indented as its test is."""
        if source.startswith('\n'):
            source = dedent(source).strip('\n')
        self.runs += 1
        self.output.clear()
        frame = {'type': 'run', 'run': self.runs, 'source': source, 'filename': filename, **more}
        self.host.push(frame if mode is None else {**frame, 'mode': mode})
        interrupt = {'type': 'interrupt', 'run': self.runs}
        if interrupt_after is not None:
            self.host.push(interrupt, after=interrupt_after)
        if interrupt_when_idle:
            self.host.on_idle = lambda: self.host.push(interrupt)
        self.driver.run_next()
        [result] = [frame for frame in self.host.sent_of('result') if frame['run'] == self.runs]
        return result

    def value(self, source: str) -> str | None:
        """The value of a program that must end well."""
        result = self.run(source)
        if result['status'] != 'ok':
            raise AssertionError(result)
        return result['value']

    def told(self, mime_type: str) -> list[Any]:
        """What the page was told under this type."""
        displays = self.host.sent_of('display')
        return [json.loads(it['data'][mime_type]) for it in displays if mime_type in it['data']]

    @property
    def stdout(self) -> str:
        return ''.join(text for fd, text in self.output if fd == 1)

    @property
    def stderr(self) -> str:
        return ''.join(text for fd, text in self.output if fd == 2)

    def _read_line(self, params: dict[str, Any], payload: bytes) -> tuple[None, bytes]:
        return None, self.lines.pop(0) if self.lines else b''
