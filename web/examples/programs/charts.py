# Charts from pygal, a package: you are asked before it is installed.
# /// script
# dependencies = ["pygal"]
# ///
import csv
import pygal.style

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
with open("/data/weather.csv", newline="") as file:
    days = list(csv.DictReader(file))

def monthly(choose, column):
    known = [(day["date"][5:7], float(day[column])) for day in days if day[column]]
    return [choose(number for m, number in known if int(m) == n) for n in range(1, 13)]

text = {f"{part}_font_size": 14 for part in ("label", "major_label", "legend", "title")}
style = pygal.style.Style(font_family="sans-serif", **text)
look = pygal.Config(width=480, height=300, x_labels=MONTHS, style=style)
rain = pygal.Bar(look, title="Rain, mm", show_legend=False)
rain.add("Rain", monthly(sum, "rain_mm"))
display(rain)
heat = pygal.Line(look, title="Temperature, °C", legend_at_bottom=True)
heat.add("highest", monthly(max, "max_celsius"))
heat.add("lowest", monthly(min, "min_celsius"))
heat
