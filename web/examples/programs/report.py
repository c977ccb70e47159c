# From a CSV text to a small report.
import csv
from collections import defaultdict
from io import StringIO
from statistics import mean, stdev

DATA = """city,month,rain
Oslo,Jan,58
Oslo,Apr,48
Oslo,Jul,92
Lima,Jan,1
Lima,Apr,0
Lima,Jul,3
"""

rain = defaultdict(list)
for row in csv.DictReader(StringIO(DATA)):
    rain[row["city"]].append(int(row["rain"]))

print("city    mean  spread")
for city, amounts in rain.items():
    average = mean(amounts)
    print(f"{city:6} {average:5.1f}  {stdev(amounts):6.1f}  {'▒' * round(average / 3)}")
