# Fragt im Internet nach, wenn du es erlaubst:
# siehe „Netzwerk“.
from datetime import datetime

STAEDTE = {"Berlin": (52.5, 13.4), "Wien": (48.2, 16.4), "Zürich": (47.4, 8.5)}


def temperatur(breite, laenge):
    ort = {"latitude": breite, "longitude": laenge}
    antwort = http.get(
        "https://api.open-meteo.com/v1/forecast",
        params=ort | {"current": "temperature_2m"},
    )
    antwort.raise_for_status()
    return antwort.json()["current"]["temperature_2m"]


try:
    for stadt, ort in STAEDTE.items():
        print(f"{stadt:8} {temperatur(*ort):5.1f} °C")
    print(datetime.now().strftime("um %H:%M Uhr"))
except PermissionError as fehler:
    print(f"Nicht erlaubt: {fehler}")
except ConnectionError as fehler:
    print(f"Keine Antwort: {fehler}")
