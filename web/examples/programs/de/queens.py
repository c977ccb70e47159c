# Acht Damen, die einander nicht schlagen können:
# Rekursion mit einem Generator.

def damen(anzahl, spalten=()):
    reihe = len(spalten)
    if reihe == anzahl:
        yield spalten
        return
    for neu in range(anzahl):
        if all(neu != s and abs(neu - s) != reihe - r for r, s in enumerate(spalten)):
            yield from damen(anzahl, (*spalten, neu))

loesungen = list(damen(8))
print(len(loesungen), "Möglichkeiten, sie aufzustellen. Die erste:\n")

for spalte in loesungen[0]:
    print(" ".join("♛" if s == spalte else "·" for s in range(8)))

loesungen[0]
