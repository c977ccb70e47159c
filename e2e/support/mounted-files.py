"""Python's own file functions inside a mount; each check is a function, run in a folder of its own."""

import errno
import glob
import importlib
import os
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import traceback
import zipfile

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def fails(number, action):
    try:
        action()
    except OSError as error:
        assert error.errno == number, (error, errno.errorcode.get(error.errno))
    else:
        raise AssertionError('nothing was raised')


def put(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def get(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


@check
def writes_reads_appends_and_truncates():
    put('a.txt', 'héllo\n')
    with open('a.txt', 'a', encoding='utf-8') as file:
        file.write('more')
    assert get('a.txt') == 'héllo\nmore'
    with open('a.txt', 'r+b') as file:
        assert file.seek(0, os.SEEK_END) == 11
        file.truncate(3)
        file.seek(6)
        file.write(b'!')
    assert pathlib.Path('a.txt').read_bytes() == b'h\xc3\xa9\0\0\0!'
    assert os.stat('a.txt').st_size == 7
    put('a.txt', '')
    assert os.path.getsize('a.txt') == 0
    fails(errno.EEXIST, lambda: open('a.txt', 'x'))
    fails(errno.ENOENT, lambda: open('none.txt'))
    fails(errno.EISDIR, lambda: open('.', 'w'))
    fails(errno.ENOTDIR, lambda: open('a.txt/b'))


@check
def is_open_more_than_once():
    writer = open('twice', 'w')
    writer.write('one')
    writer.flush()
    reader = open('twice')
    assert reader.read() == 'one'
    writer.write('two')
    writer.close()
    assert reader.read() == 'two'
    reader.close()


@check
def handles_folders():
    os.makedirs('a/b/c')
    fails(errno.EEXIST, lambda: os.mkdir('a'))
    fails(errno.ENOENT, lambda: os.mkdir('x/y'))
    put('a/b/c/f.txt', 'x')
    fails(errno.ENOTEMPTY, lambda: os.rmdir('a/b'))
    fails(errno.ENOTDIR, lambda: os.rmdir('a/b/c/f.txt'))
    assert [step[1:] for step in os.walk('.')] == [(['a'], []), (['b'], []), (['c'], []), ([], ['f.txt'])]
    assert glob.glob('**/*.txt', recursive=True) == ['a/b/c/f.txt']
    assert [path.name for path in pathlib.Path().rglob('f*')] == ['f.txt']
    with os.scandir('a/b/c') as entries:
        assert [(e.name, e.is_file(), e.stat().st_size) for e in entries] == [('f.txt', True, 1)]
    shutil.rmtree('a')
    assert os.listdir() == []


@check
def renames_files_and_replaces_them():
    put('a', 'a')
    put('b', 'b')
    os.replace('a', 'b')
    assert (os.listdir(), get('b')) == (['b'], 'a')
    os.mkdir('d')
    os.rename('b', 'd/c')
    fails(errno.EISDIR, lambda: (put('e', ''), os.rename('e', 'd')))
    with open('d/c') as file:
        fails(errno.EBUSY, lambda: os.replace('e', 'd/c'))
        assert file.read() == 'a'
    with open('d/c', 'a') as file:
        file.write('1')
        os.rename('d/c', 'd/moved')
        file.write('2')
    assert get('d/moved') == 'a12'


@check
def renames_folders():
    os.makedirs('from/deep/er')
    put('from/f', 'f')
    put('from/deep/er/g', 'g')
    held = open('from/deep/er/g', 'a')
    os.rename('from', 'to')
    held.write('!')
    held.close()
    assert (get('to/f'), get('to/deep/er/g')) == ('f', 'g!')
    assert os.listdir() == ['to']
    fails(errno.EINVAL, lambda: os.rename('to', 'to/deep/to'))
    os.mkdir('full')
    put('full/x', '')
    fails(errno.ENOTEMPTY, lambda: os.rename('to', 'full'))
    os.mkdir('empty')
    os.rename('to', 'empty')
    assert get('empty/f') == 'f'
    shutil.move('empty', 'full')
    assert get('full/empty/deep/er/g') == 'g!'


@check
def unlinks_what_is_open():
    file = open('gone', 'w+')
    file.write('still here')
    os.unlink('gone')
    assert os.listdir() == []
    fails(errno.ENOENT, lambda: os.stat('gone'))
    file.seek(0)
    assert file.read() == 'still here'
    put('gone', 'another')
    file.close()
    assert get('gone') == 'another'


@check
def keeps_temporary_files():
    with tempfile.TemporaryDirectory(dir='.') as folder:
        with tempfile.NamedTemporaryFile('w+', dir=folder) as file:
            file.write('x')
            file.flush()
            assert os.path.getsize(file.name) == 1
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b'abc')
            file.seek(1)
            assert file.read() == b'bc'
    assert os.listdir() == []


@check
def copies_and_archives():
    os.mkdir('src')
    put('src/a.txt', 'a' * 100_000)
    shutil.copy2('src/a.txt', 'copy.txt')
    shutil.copytree('src', 'tree')
    os.utime('copy.txt', (1_000_000_000, 1_000_000_000))
    assert os.path.getmtime('copy.txt') == 1_000_000_000
    with zipfile.ZipFile('all.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.write('tree/a.txt')
        archive.writestr('b/c.txt', 'c')
    with zipfile.ZipFile('all.zip') as archive:
        assert archive.testzip() is None
        archive.extractall('unpacked')
    assert get('unpacked/tree/a.txt') == 'a' * 100_000
    assert get('unpacked/b/c.txt') == 'c'
    shutil.make_archive('again', 'gztar', 'unpacked')
    shutil.unpack_archive('again.tar.gz', 'twice')
    assert get('twice/b/c.txt') == 'c'


@check
def imports_new_modules():
    sys.path.insert(0, os.getcwd())
    try:
        put('first_one.py', 'value = 1')
        import first_one

        put('second_one.py', 'value = 2')
        second_one = importlib.import_module('second_one')
        assert (first_one.value, second_one.value) == (1, 2)
        os.mkdir('package')
        put('package/__init__.py', 'from . import inner')
        put('package/inner.py', 'x = 3')
        assert importlib.import_module('package').inner.x == 3
    finally:
        sys.path.pop(0)


@check
def keeps_databases():
    def table():
        with sqlite3.connect('x.db') as db:
            return db.execute('select count(*), sum(n) from t').fetchone()

    db = sqlite3.connect('x.db')
    db.execute('create table t (n)')
    with db:
        db.executemany('insert into t values (?)', ((n,) for n in range(1000)))
    db.execute('insert into t values (1)')
    db.rollback()
    db.close()
    assert table() == (1000, 499500)
    for mode in ('truncate', 'persist', 'memory', 'delete'):
        db = sqlite3.connect('x.db')
        assert db.execute(f'pragma journal_mode={mode}').fetchone() == (mode,)
        with db:
            db.execute('insert into t values (0)')
        db.close()
    assert table()[0] == 1004
    assert not [name for name in os.listdir() if name.endswith('.lock')]
    one, two = sqlite3.connect('x.db', timeout=0), sqlite3.connect('x.db', timeout=0)
    one.execute('begin exclusive')
    try:
        two.execute('begin exclusive')
    except sqlite3.OperationalError as error:
        assert 'locked' in str(error)
    else:
        raise AssertionError('two owners')
    one.close()
    two.close()


@check
def takes_names_exactly():
    names = ['a.', 'a..', ' a', 'a ', 'a:b', 'a?b', 'a*b', 'a|b', 'CON', 'nul.txt', '~', 'a\nb', 'A', 'a']
    names += ['caf\u00e9', 'cafe\u0301', '\u202e', '\U0001f40d', 'x' * 255, '\u00e9' * 127, '.hidden']
    for number, name in enumerate(names):
        put(name, str(number))
    assert sorted(os.listdir()) == sorted(names), set(names) ^ set(os.listdir())
    assert [get(name) for name in names] == [str(number) for number in range(len(names))]
    fails(errno.EINVAL, lambda: open('a\\b', 'w'))
    fails(errno.EINVAL, lambda: open('a.crswap', 'w'))
    fails(errno.ENOENT, lambda: open('a\\b'))
    fails(errno.ENAMETOOLONG, lambda: open('x' * 256, 'w'))
    fails(errno.ENAMETOOLONG, lambda: open('\u00e9' * 128, 'w'))
    for action in (lambda: open('a\0b', 'w'), lambda: os.mkdir('\0')):
        try:
            action()
        except ValueError:
            pass
        else:
            raise AssertionError('NUL')


@check
def tells_times():
    import time

    before = int(time.time()) - 2
    put('t', 'x')
    assert before <= os.path.getmtime('t') <= time.time() + 2
    first = os.stat('.').st_mtime_ns
    put('u', 'x')
    assert os.stat('.').st_mtime_ns > first
    assert os.path.samefile('t', './t') and not os.path.samefile('t', 'u')


def run_all(folder):
    home = os.getcwd()
    for function in CHECKS:
        place = os.path.join(folder, function.__name__)
        os.mkdir(place)
        os.chdir(place)
        try:
            function()
        except Exception:
            print(function.__name__, traceback.format_exc())
        finally:
            os.chdir(home)
    shutil.rmtree(folder)
    print(f'{len(CHECKS)} checks')
