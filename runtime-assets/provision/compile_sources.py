"""Compile the Python side with the very interpreter that will run it. Build time only; see python-side.ts.

Arguments: the root under which the sources stand, the name of a folder there or nothing, then the sources' paths
relative to the root.

Into that folder go copies of what every start imports from the standard library: found there, they spare it the
reading of the zip (460 entries, and zlib), which takes 100 ms of a first visit.

What is private comes without the texts that explain it: nobody can ask for them, and a first visit loads them. The
turtle's are public.

Unchecked hashes, because the files in the browser have no meaningful times and nobody edits them there.
"""

import __future__  # noqa: F401 (it costs nothing but this import, which each of our modules does)
import sys

early = [module for module in sys.modules.values() if ".zip/" in (getattr(module, "__file__", None) or "")]

import importlib.util  # noqa: E402 (what follows is not imported by every interpreter)
import os  # noqa: E402
import py_compile  # noqa: E402
import zipimport  # noqa: E402

root, early_folder, *paths = sys.argv[1:]
for path in paths:
    file = f"{root}/{path}"
    is_private = path.startswith("_goru/") and path != "_goru/turtle.py"
    try:
        py_compile.compile(
            file,
            importlib.util.cache_from_source(file),
            doraise=True,
            optimize=2 if is_private else 0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    except py_compile.PyCompileError as error:
        sys.exit(error.msg)

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
