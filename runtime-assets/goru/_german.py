"""What `_words.say` says in German. `tests/test_words.py` holds it complete."""

_NO_WINDOWS = (
    'Fenster gibt es hier nicht: Programme schreiben mit print(), fragen mit input() und zeigen '
    'mit display().'
)

TEXTS = {
    # What a browser tab makes different: _goru/advice.py.
    'There are no windows here: programs print, ask with input() and show with display().': (
        _NO_WINDOWS
    ),
    'It is compiled code, which does not run here.': (
        'Es ist kompilierter Code, der hier nicht läuft.'
    ),
    'This part of the library has not been loaded yet, and does not come: is this device '
    'offline? Run the program again when it has a network.': (
        'Dieser Teil der Bibliothek ist noch nicht geladen und kommt nicht: Ist das Gerät '
        'offline? Starte das Programm noch einmal, wenn es wieder Netz hat.'
    ),
    'turtledemo draws in a tkinter window.': 'turtledemo zeichnet in einem Fenster von tkinter.',
    'IDLE is a desktop program.': 'IDLE ist ein Programm für den Schreibtisch des Computers.',
    'antigravity opens https://xkcd.com/353/ in a browser window; a program here '
    'opens none, so follow the address yourself.': (
        'antigravity öffnet https://xkcd.com/353/ in einem Fenster des Browsers. Das kann ein '
        'Programm hier nicht: Ruf die Adresse selbst auf.'
    ),
    'A program here opens no browser windows: print the address instead.': (
        'Ein Programm öffnet hier keine Fenster des Browsers: Gib die Adresse mit print() aus.'
    ),
    'msvcrt is for Windows: use input().': 'msvcrt ist für Windows: Nimm input().',
    'winsound is for Windows.': 'winsound ist für Windows.',
    'There are no processes, so no terminals for them.': (
        'Es gibt keine Prozesse, also auch keine Terminals für sie.'
    ),
    'The terminal belongs to the page: use input().': (
        'Das Terminal gehört der Seite: Nimm input().'
    ),
    'There is one environment: install_pkg("name") installs into it.': (
        'Es gibt nur eine Umgebung: install_pkg("name") installiert in sie.'
    ),
    'There is no pip: use install_pkg("name").': 'Es gibt kein pip: Nimm install_pkg("name").',
    'There are no users here.': 'Benutzer gibt es hier nicht.',
    'The page sets the limits of a session.': 'Die Grenzen einer Sitzung setzt die Seite.',
    "CPython's own tests are not part of this Python.": (
        'Die eigenen Tests von CPython gehören nicht zu diesem Python.'
    ),
    'Programs here cannot play or record sound.': (
        'Programme können hier keinen Ton abspielen oder aufnehmen.'
    ),
    'Programs here neither see nor press keys and buttons outside of input().': (
        'Programme sehen und drücken hier keine Tasten und Knöpfe, außer mit input().'
    ),
    'Programs here reach no devices.': 'Programme erreichen hier keine Geräte.',
    'microbit is part of the Python on the BBC micro:bit.': (
        'microbit gehört zu dem Python, das auf dem BBC micro:bit läuft.'
    ),
    'machine is part of MicroPython, on its boards.': (
        'machine gehört zu MicroPython, auf dessen Platinen.'
    ),
    'A program here opens no browser windows.': (
        'Ein Programm öffnet hier keine Fenster des Browsers.'
    ),
    'For small data lists, math and statistics do.': (
        'Für wenige Daten reichen Listen, math und statistics.'
    ),
    'For small tables csv, sqlite3 and statistics do.': (
        'Für kleine Tabellen reichen csv, sqlite3 und statistics.'
    ),
    'display() shows what has a _repr_svg_ or _repr_html_.': (
        'display() zeigt, was ein _repr_svg_ oder _repr_html_ hat.'
    ),
    'xml.etree.ElementTree is there.': 'xml.etree.ElementTree ist da.',
    'hashlib, hmac and secrets are there.': 'hashlib, hmac und secrets sind da.',
    'sqlite3 is there.': 'sqlite3 ist da.',
    'There is no home directory.': 'Einen Heimatordner gibt es hier nicht.',
    'A program that awaits at top level runs in an event loop already: '
    'write `await main()` instead of `asyncio.run(main())`.': (
        'Ein Programm mit await außerhalb von Funktionen läuft schon in einer Ereignisschleife: '
        'Schreib `await main()` statt `asyncio.run(main())`.'
    ),
    'httpx works without ssl from version 0.28 on: install_pkg("httpx>=0.28").': (
        'httpx kommt ab Version 0.28 ohne ssl aus: install_pkg("httpx>=0.28").'
    ),
    '{name} is gone since Python 3.{since}: use {other}.': (
        '{name} gibt es seit Python 3.{since} nicht mehr: Nimm {other}.'
    ),
    '{name} is gone since Python 3.{since}.': '{name} gibt es seit Python 3.{since} nicht mehr.',
    'This Python is built without {name}.': 'Dieses Python ist ohne {name} gebaut.',
    '{name} is not installed.': '{name} ist nicht installiert.',
    'Did you mean {similar}?': 'Meinst du {similar}?',
    'If {name} is a package from PyPI in pure Python, install_pkg("{package}") installs it.': (
        'Wenn {name} ein Paket von PyPI in reinem Python ist, installiert es '
        'install_pkg("{package}").'
    ),
    'This page has no package {name}.': 'Ein Paket {name} gibt es auf dieser Seite nicht.',
    'Your file {name} has the name of a module of Python: give it another one.': (
        'Deine Datei {name} heißt wie ein Modul von Python: Gib ihr einen anderen Namen.'
    ),
    '{path} belongs to the interpreter.': '{path} gehört dem Interpreter.',
    '{path} is mounted read-only: its files can be read, not changed.': (
        'In {path} lassen sich Dateien lesen, aber nicht ändern.'
    ),
    'In {path} existing files can be changed, but none can be created.': (
        'In {path} lassen sich vorhandene Dateien ändern, aber keine neuen anlegen.'
    ),
    '{path} is in no mount.': '{path} liegt in keinem Ordner, den ein Programm hier sieht.',
    'New files can be created in {places}.': 'Neue Dateien gehen in {places}.',
    'Files are in {places}; see help(fs).': 'Dateien sind in {places}; siehe help(fs).',
    ', the current directory': ', der aktuelle Ordner',
    'read only': 'nur lesen',
    'existing files can be changed': 'vorhandene Dateien ändern',
    'read and write': 'lesen und schreiben',
    ' and ': ' und ',
    # Script blocks, memory, turtles, kv, packages.
    '{error}: the program runs without what its script block asks for': (
        'Das Programm läuft ohne das, was sein script-Block verlangt ({error}).'
    ),
    'The script block in line {line} of {name} asks for this.': (
        'Das verlangt der script-Block in Zeile {line} von {name}.'
    ),
    '{names} and {count} more': '{names} und {count} weitere',
    'The memory was full, so the variables that this program set were deleted: {names}.': (
        'Der Arbeitsspeicher war voll, deshalb sind die Variablen gelöscht, die dieses Programm '
        'gesetzt hat: {names}.'
    ),
    'Variables of the session fill the memory: delete the large ones (del name), '
    'or reset the session.': (
        'Variablen der Sitzung füllen den Arbeitsspeicher: Lösch die großen (del name), oder setz '
        'die Sitzung zurück.'
    ),
    'Not a number. Please try again.': 'Das ist keine Zahl. Versuch es noch einmal.',
    'The allowed minimum value is {value}. Please try again.': (
        'Erlaubt ist mindestens {value}. Versuch es noch einmal.'
    ),
    'The allowed maximum value is {value}. Please try again.': (
        'Erlaubt ist höchstens {value}. Versuch es noch einmal.'
    ),
    '[turtle: the picture hears neither keys nor clicks]': (
        '[turtle: Das Bild hört weder auf Tasten noch auf Klicks]'
    ),
    '[turtle: more than {count} parts; the rest is not drawn]': (
        '[turtle: mehr als {count} Teile; der Rest ist nicht gezeichnet]'
    ),
    'entries of kv are gone with the page': (
        'Der Browser hebt für diese Seite nichts auf: Die kv-Werte sind weg, wenn du sie schließt.'
    ),
    'Installed {names}': 'Installiert: {names}',
    'Already installed: {names}': 'Schon installiert: {names}',
}
