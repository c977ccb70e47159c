# What time is it elsewhere? The time zones come with the page.
from datetime import datetime
from zoneinfo import ZoneInfo

CITIES = {
    "Honolulu": "Pacific/Honolulu",
    "New York": "America/New_York",
    "Nairobi": "Africa/Nairobi",
    "Kathmandu": "Asia/Kathmandu",
    "Tokyo": "Asia/Tokyo",
}

here = datetime.now().astimezone()
print(f"{'Here':10} {here:%a %H:%M}  {here.tzname()}")

for city, zone in CITIES.items():
    there = here.astimezone(ZoneInfo(zone))
    light = "day" if 6 <= there.hour < 18 else "night"
    print(f"{city:10} {there:%a %H:%M}  {light}")
