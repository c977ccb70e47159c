# Aus einem CSV-Text wird ein kleiner Bericht.
import csv
from collections import defaultdict
from io import StringIO
from statistics import mean, stdev

DATEN = """stadt,monat,regen
Oslo,Jan,58
Oslo,Apr,48
Oslo,Jul,92
Lima,Jan,1
Lima,Apr,0
Lima,Jul,3
"""

regen = defaultdict(list)
for zeile in csv.DictReader(StringIO(DATEN)):
    regen[zeile["stadt"]].append(int(zeile["regen"]))

print("Stadt  Mittel  Streuung")
for stadt, mengen in regen.items():
    mittel = mean(mengen)
    print(f"{stadt:6} {mittel:6.1f}  {stdev(mengen):8.1f}  {'▒' * round(mittel / 3)}")
