# A whole SQL database, in memory.
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE book (title TEXT, author TEXT, year INTEGER)")
db.executemany("INSERT INTO book VALUES (?, ?, ?)", [
    ("Frankenstein", "Mary Shelley", 1818),
    ("The Last Man", "Mary Shelley", 1826),
    ("Emma", "Jane Austen", 1815),
    ("Persuasion", "Jane Austen", 1817),
    ("Dracula", "Bram Stoker", 1897),
])

query = """
    SELECT author, count(*), min(year)
    FROM book GROUP BY author ORDER BY author
"""
for author, count, first in db.execute(query):
    print(f"{author:14} books: {count}   first: {first}")
