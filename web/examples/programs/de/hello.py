# Drück auf Start. Das Programm
# fragt, du antwortest unten.

name = input("Wie heißt du? ")
print(f"Hallo, {name}!")

buchstaben = {}
for buchstabe in name.lower():
    if buchstabe.isalpha():
        buchstaben[buchstabe] = buchstaben.get(buchstabe, 0) + 1

for buchstabe, anzahl in sorted(buchstaben.items()):
    print(buchstabe, "*" * anzahl)
