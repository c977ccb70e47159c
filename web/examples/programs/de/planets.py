# Liest /data/planets.csv, schreibt nach /work.
# Beides ist unter „Dateien“.
import csv
from pathlib import Path

NAMEN = "Merkur Venus Erde Mars Jupiter Saturn Uranus Neptun".split()
with open("/data/planets.csv", newline="") as datei:
    planeten = [(float(zeile["gravity_m_s2"]), name)
                for name, zeile in zip(NAMEN, csv.DictReader(datei))]

zeilen = ["Planet    g in m/s²  ein Mensch von 60 kg fühlt sich an wie"]
for g, name in sorted(planeten):
    gefuehlt = 60 * g / 9.8
    balken = "█" * round(gefuehlt / 6)
    zeilen.append(f"{name:9} {g:9.1f}  {gefuehlt:4.0f} kg {balken}")

bericht = "\n".join(zeilen)
print(bericht)
Path("/work/schwerkraft.txt").write_text(bericht + "\n")

print()
for eintrag in fs.listdir("/work"):
    print(eintrag["name"], eintrag["size"], "Bytes")
