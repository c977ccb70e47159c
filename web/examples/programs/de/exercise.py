# Übung: Ändere das Programm, bis die Prüfungen unter
# der Ausgabe bestanden sind. Sie stehen eingeklappt am Ende.


def flaeche(breite, hoehe):
    """Der Flächeninhalt eines Rechtecks."""
    return breite + hoehe  # Stimmt das?


name = input('Wie heißt du? ')
print(f'Hallo {name}')

# goru: check "flaeche multipliziert"
assert flaeche(2, 3) == 6
assert flaeche(5, 0) == 0, 'ein Rechteck ohne Höhe hat keine Fläche'

# goru: check "grüßt mit Komma und Ausrufezeichen"
assert 'Hallo, Ada!' in run(stdin=['Ada']).output
