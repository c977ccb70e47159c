# display() shows tables and whatever can draw itself.
import csv

with open("/data/countries.csv") as file:
    countries = list(csv.DictReader(file))[:6]

display([{"country": row["country"], "people": float(row["population_millions"])}
         for row in countries])

class Bars:
    def __init__(self, values):
        self.values = values

    def _repr_svg_(self):
        largest = max(self.values.values())
        rows = [f'<text y="{30 * i + 20}">{name}</text>'
                f'<rect x="110" y="{30 * i + 5}" width="{300 * value / largest}"'
                f' height="20" fill="seagreen"/>'
                for i, (name, value) in enumerate(self.values.items())]
        return f'<svg width="420" height="{30 * len(rows)}">{"".join(rows)}</svg>'

Bars({row["country"]: float(row["area_km2"]) for row in countries})
