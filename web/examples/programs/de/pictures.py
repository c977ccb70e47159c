# display() zeigt Tabellen und was sich selbst zeichnet.
import csv

LAENDER = ["Russland", "Kanada", "USA", "China", "Brasilien", "Australien"]
with open("/data/countries.csv") as datei:
    laender = list(zip(LAENDER, csv.DictReader(datei)))

display([{"Land": land, "Einwohner (Mio.)": float(zeile["population_millions"])}
         for land, zeile in laender])

class Balken:
    def __init__(self, werte):
        self.werte = werte

    def _repr_svg_(self):
        groesster = max(self.werte.values())
        balken = [f'<text y="{30 * i + 20}">{name}</text>'
                  f'<rect x="110" y="{30 * i + 5}" width="{300 * wert / groesster}"'
                  f' height="20" fill="seagreen"/>'
                  for i, (name, wert) in enumerate(self.werte.items())]
        return f'<svg width="420" height="{30 * len(balken)}">{"".join(balken)}</svg>'

Balken({land: float(zeile["area_km2"]) for land, zeile in laender})
