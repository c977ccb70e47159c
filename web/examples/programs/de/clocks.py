# Wie spät ist es anderswo?
# Die Zeitzonen bringt die Seite mit.
from datetime import datetime
from zoneinfo import ZoneInfo

TAGE = "Mo Di Mi Do Fr Sa So".split()
STAEDTE = {
    "Honolulu": "Pacific/Honolulu",
    "New York": "America/New_York",
    "Nairobi": "Africa/Nairobi",
    "Kathmandu": "Asia/Kathmandu",
    "Tokio": "Asia/Tokyo",
}

hier = datetime.now().astimezone()
print(f"{'Hier':10} {TAGE[hier.weekday()]} {hier:%H:%M}  {hier.tzname()}")

for stadt, zone in STAEDTE.items():
    dort = hier.astimezone(ZoneInfo(zone))
    licht = "Tag" if 6 <= dort.hour < 18 else "Nacht"
    print(f"{stadt:10} {TAGE[dort.weekday()]} {dort:%H:%M}  {licht}")
