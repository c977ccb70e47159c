# pygal ist ein Paket: Vor dem Installieren wirst du gefragt.
# /// script
# dependencies = ["pygal"]
# ///
import csv
import pygal.style

MONATE = "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez".split()
with open("/data/weather.csv", newline="") as datei:
    tage = list(csv.DictReader(datei))

def je_monat(rechne, spalte):
    werte = [(tag["date"][5:7], float(tag[spalte])) for tag in tage if tag[spalte]]
    return [rechne(zahl for m, zahl in werte if int(m) == n) for n in range(1, 13)]

text = {f"{teil}_font_size": 14 for teil in ("label", "major_label", "legend", "title")}
stil = pygal.style.Style(font_family="sans-serif", **text)
form = pygal.Config(width=480, height=300, x_labels=MONATE, style=stil)
regen = pygal.Bar(form, title="Regen in mm", show_legend=False)
regen.add("Regen", je_monat(sum, "rain_mm"))
display(regen)
waerme = pygal.Line(form, title="Temperatur in °C", legend_at_bottom=True)
waerme.add("höchste", je_monat(max, "max_celsius"))
waerme.add("tiefste", je_monat(min, "min_celsius"))
waerme
