# Reads /data/planets.csv, writes a report to /work. Both are in Files.
import csv
from pathlib import Path

with open("/data/planets.csv", newline="") as file:
    planets = list(csv.DictReader(file))

lines = ["planet    gravity  a 60 kg person would feel like"]
for planet in sorted(planets, key=lambda p: float(p["gravity_m_s2"])):
    gravity = float(planet["gravity_m_s2"])
    felt = 60 * gravity / 9.8
    bar = "█" * round(felt / 6)
    lines.append(f"{planet['name']:9} {gravity:6.1f}  {felt:4.0f} kg {bar}")

report = "\n".join(lines)
print(report)
Path("/work/gravity.txt").write_text(report + "\n")

print()
for entry in fs.listdir("/work"):
    print(entry["name"], entry["size"], "bytes")
