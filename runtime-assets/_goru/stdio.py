"""Standard streams: output that a waiting interrupt can get through, input that asks the host."""

from __future__ import annotations

import builtins
import posix
import sys
from errno import ECANCELED
from io import BufferedReader, BufferedWriter, FileIO, RawIOBase, TextIOWrapper

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Buffer, Callable
    from typing import Any

    from _goru.channel import Channel


class OutputFile(FileIO):
    """File descriptor 1 or 2. `ECANCELED` from it means: nothing written, look into the channel."""

    channel: Channel
    write_through = FileIO.write

    def write(self, data: Buffer) -> int | None:
        while True:
            try:
                return self.write_through(data)
            except OSError as error:
                if error.errno != ECANCELED:
                    raise
            # Raises `KeyboardInterrupt` here unless the program handles SIGINT itself. The caller
            # keeps what was not written, so a later flush still brings it out, once.
            self.channel.wait(0)


class OutputBuffer(BufferedWriter):
    """Stays open: a wrapper that a program puts around it closes it when it is collected."""

    def close(self) -> None:
        self.flush()


class InputFile(RawIOBase):
    """Standard input: one host call per line."""

    name = '<stdin>'
    mode = 'rb'

    def __init__(self, channel: Channel, reader: dict[str, str]) -> None:
        self._channel = channel
        self._reader = reader
        self._rest = b''

    def readable(self) -> bool:
        return True

    def isatty(self) -> bool:
        # `fileno()` stays unsupported: file descriptor 0 is not where the input comes from, and
        # `input()` would read it through C's stdio instead of asking us.
        return True

    def readinto(self, buffer: Any) -> int:
        line = self._rest or self._channel.call('stdin/read', self._reader)[1]
        count = min(len(line), len(buffer))
        buffer[:count] = line[:count]
        self._rest = line[count:]
        return count


class StandardStreams:
    """Makes `sys.stdin`, `stdout` and `stderr`, and repairs them when a program broke them."""

    def __init__(
        self, channel: Channel, output_file: Callable[..., OutputFile] = OutputFile
    ) -> None:
        self._channel = channel
        self._reader: dict[str, str] = {}
        # Bytes that are out would count as not written, and be written again.
        channel.indivisible.add(OutputFile.write.__code__)
        self._output_file = output_file
        self._stdin = self._open_input()
        self._stdout = self._open_output(1)
        self._stderr = self._open_output(2)

    def install(self) -> None:
        """Puts working streams in place; called before every run."""
        if not _is_usable(self._stdin):
            self._stdin = self._open_input()
        if not _is_usable(self._stdout):
            self._stdout = self._open_output(1)
        if not _is_usable(self._stderr):
            self._stderr = self._open_output(2)
        _set_up(self._stdin, 'r', 'surrogateescape')
        _set_up(self._stdout, 'w', 'surrogateescape')
        _set_up(self._stderr, 'w', 'backslashreplace')
        sys.stdin = sys.__stdin__ = self._stdin
        sys.stdout = sys.__stdout__ = self._stdout
        sys.stderr = sys.__stderr__ = self._stderr

    def open_by_number(self) -> None:
        """Lets `open(0)` find the input, as elsewhere; file descriptor 0 itself has nothing."""
        open_plainly: Any = builtins.open

        def open(  # noqa: A001
            file: Any,
            mode: str = 'r',
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            closefd: bool = True,
            opener: Any = None,
        ) -> Any:
            if type(file) is not int or file != 0 or mode.strip('bt') != 'r':
                return open_plainly(
                    file, mode, buffering, encoding, errors, newline, closefd, opener
                )
            buffer = BufferedReader(InputFile(self._channel, self._reader))
            if 'b' in mode:
                return buffer
            return TextIOWrapper(buffer, encoding or 'utf-8', errors, newline)

        open.__doc__, open.__qualname__ = open_plainly.__doc__, 'open'
        open.__module__ = open_plainly.__module__
        # As in `_pyio`: what a class has for an attribute must not become a method of it.
        builtins.open = staticmethod(open)

    def patch_os(self, os: Any) -> None:
        read_plainly = posix.read
        input_file = InputFile(self._channel, self._reader)

        def read(fd: int, length: int, /) -> bytes:
            return (input_file.read(length) or b'') if fd == 0 else read_plainly(fd, length)

        read.__doc__, read.__qualname__ = read_plainly.__doc__, 'read'
        os.read = staticmethod(read)

    def read_for(self, reader: str | None) -> str | None:
        """Says who reads from here on, None for the program; who did before.

        Lines that a person has prepared for a program are none for its debugger.
        """
        before = self._reader.pop('reader', None)
        if reader is not None:
            self._reader['reader'] = reader
        return before

    def flush(self) -> None:
        """Brings pending output out."""
        for stream in (self._stdout, self._stderr):
            try:
                TextIOWrapper.flush(stream)  # The method itself: a program may have set its own.
            except (OSError, ValueError):
                pass  # Closed or detached by the program: `install` replaces it.

    def write_error(self, text: str) -> None:
        TextIOWrapper.write(self._stderr, text)
        TextIOWrapper.flush(self._stderr)

    def _open_input(self) -> TextIOWrapper:
        return TextIOWrapper(BufferedReader(InputFile(self._channel, self._reader)), 'utf-8')

    def _open_output(self, fd: int) -> TextIOWrapper:
        raw = self._output_file(fd, 'wb', closefd=False)
        raw.channel = self._channel
        raw.name = '<stdout>' if fd == 1 else '<stderr>'
        return TextIOWrapper(OutputBuffer(raw), 'utf-8')


def _set_up(stream: TextIOWrapper, mode: str, errors: str) -> None:
    """As a fresh one, but the same object: a program's loggers may hold on to it."""
    attributes = vars(stream)
    attributes.clear()  # A program may have set its own `write`.
    attributes['mode'] = mode
    if mode == 'w':
        TextIOWrapper.reconfigure(
            stream, encoding='utf-8', errors=errors, newline='\n', line_buffering=True
        )
    elif stream.encoding != 'utf-8' or stream.errors != errors:
        try:
            TextIOWrapper.reconfigure(stream, encoding='utf-8', errors=errors)
        except OSError:
            pass  # Not possible once something was read; the program chose so itself.


def _is_usable(stream: TextIOWrapper) -> bool:
    try:
        return not stream.closed
    except ValueError:  # Detached.
        return False
