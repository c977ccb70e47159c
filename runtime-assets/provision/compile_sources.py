"""Compile the Python side with the very interpreter that will run it. Build time only; see python-side.ts.

Arguments: the root under which the sources stand, the name of a folder there or nothing, then the sources' paths
relative to the root.

Into that folder go copies of what every start imports from the standard library: found there, they spare it the
reading of the zip (460 entries, and zlib), which takes 100 ms of a first visit.

What is private comes without the texts that explain it, and knows of its code the lines only, not the columns: nobody
can ask for them, tracebacks do not show them, and a first visit loads them. The turtle is public.

Unchecked hashes, because the files in the browser have no meaningful times and nobody edits them there.
"""

import __future__  # noqa: F401 (it costs nothing but this import, which each of our modules does)
import sys

early = [module for module in sys.modules.values() if ".zip/" in (getattr(module, "__file__", None) or "")]

import importlib.util  # noqa: E402 (what follows is not imported by every interpreter)
import marshal  # noqa: E402
import os  # noqa: E402
import py_compile  # noqa: E402
import types  # noqa: E402
import zipimport  # noqa: E402

UNIT_BYTES = 2
UNITS_MAX = 8  # of an entry
NO_COLUMNS, NO_LOCATION = 13, 15
#: Of a `.pyc`: its magic number, flags, and the hash of the source (PEP 552).
HEADER_BYTES = 16


def without_columns(code):
    """The same code with a table of its lines alone."""
    constants = (without_columns(it) if isinstance(it, types.CodeType) else it for it in code.co_consts)
    return code.replace(co_consts=tuple(constants), co_linetable=bytes(line_table(code)))


def line_table(code):
    """https://github.com/python/cpython/blob/3.13/InternalDocs/locations.md (3.12: Objects/locations.md)"""
    last = code.co_firstlineno
    for start, end, line in code.co_lines():
        units = (end - start) // UNIT_BYTES
        while units > 0:
            count = min(units, UNITS_MAX)
            units -= count
            yield 0x80 | (NO_LOCATION if line is None else NO_COLUMNS) << 3 | count - 1
            if line is not None:
                yield from signed_varint(line - last)
                last = line


def signed_varint(value):
    rest = -value << 1 | 1 if value < 0 else value << 1
    while rest > 0x3F:
        yield 0x40 | rest & 0x3F
        rest >>= 6
    yield rest


root, early_folder, *paths = sys.argv[1:]
for path in paths:
    file = f"{root}/{path}"
    is_private = path.startswith("_goru/") and path != "_goru/turtle.py"
    try:
        compiled = py_compile.compile(
            file,
            importlib.util.cache_from_source(file),
            doraise=True,
            optimize=2 if is_private else 0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    except py_compile.PyCompileError as error:
        sys.exit(error.msg)
    if is_private:
        with open(compiled, "rb+") as pyc:
            header = pyc.read(HEADER_BYTES)
            code = marshal.loads(pyc.read())
            pyc.seek(0)
            pyc.truncate()
            pyc.write(header + marshal.dumps(without_columns(code)))

for module in early if early_folder else ():
    loader = module.__loader__
    if not isinstance(loader, zipimport.zipimporter) or module.__file__ is None:
        sys.exit(f"{module.__name__} is not in the zip of the standard library")
    name = module.__file__[len(loader.archive) :]
    target = f"{root}/{early_folder}{name}"
    if not os.path.isdir(os.path.dirname(target)):
        os.mkdir(os.path.dirname(target))
    with open(target, "wb") as file:
        file.write(loader.get_data(module.__file__))
    print(early_folder + name)
