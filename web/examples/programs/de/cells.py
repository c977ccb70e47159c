# %% Umschalt+Enter: diese Zelle ausführen und weiter
import random

wuerfe = [random.randint(1, 6) for _ in range(600)]

# %% Zählen
anzahlen = {augen: wuerfe.count(augen) for augen in range(1, 7)}
anzahlen

# %% Zeichnen: Ändere eine Zelle und führe sie noch einmal aus
for augen, anzahl in anzahlen.items():
    print(augen, '#' * (anzahl // 4), anzahl)
