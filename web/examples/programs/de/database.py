# Eine ganze SQL-Datenbank, im Arbeitsspeicher.
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE buch (titel TEXT, autor TEXT, jahr INTEGER)")
db.executemany("INSERT INTO buch VALUES (?, ?, ?)", [
    ("Emil und die Detektive", "Erich Kästner", 1929),
    ("Das fliegende Klassenzimmer", "Erich Kästner", 1933),
    ("Die Verwandlung", "Franz Kafka", 1915),
    ("Der Prozess", "Franz Kafka", 1925),
    ("Momo", "Michael Ende", 1973),
])

abfrage = """
    SELECT autor, count(*), min(jahr)
    FROM buch GROUP BY autor ORDER BY autor
"""
for autor, anzahl, erstes in db.execute(abfrage):
    print(f"{autor:14} Bücher: {anzahl}   erstes: {erstes}")
