# Asks the web. Python must ask you first: you decide, and see it in Network.
from datetime import datetime

CITIES = {"Oslo": (59.9, 10.7), "Lima": (-12.0, -77.0), "Nairobi": (-1.3, 36.8)}


def temperature(latitude, longitude):
    place = {"latitude": latitude, "longitude": longitude}
    reply = http.get(
        "https://api.open-meteo.com/v1/forecast",
        params=place | {"current": "temperature_2m"},
    )
    reply.raise_for_status()
    return reply.json()["current"]["temperature_2m"]


try:
    for city, place in CITIES.items():
        print(f"{city:8} {temperature(*place):5.1f} °C")
    print(datetime.now().strftime("at %H:%M"))
except PermissionError as error:
    print(f"Not allowed: {error}")
except ConnectionError as error:
    print(f"No answer: {error}")
